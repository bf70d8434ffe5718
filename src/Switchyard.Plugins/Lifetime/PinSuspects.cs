using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Switchyard.Plugins;

/// <summary>Looks in the metadata of a plugin that would not unload for what it uses that is known to keep a plugin in memory.</summary>
internal static class PinSuspects
{
    private const string Unknown = "something outside holds an object of it, such as a static event it subscribed to";

    private static readonly Dictionary<string, string> s_pins = new(StringComparer.Ordinal)
    {
        ["System.Threading.Timer..ctor"] = "a timer that was not disposed",
        ["System.Timers.Timer..ctor"] = "a timer that was not disposed",
        ["System.Threading.PeriodicTimer..ctor"] = "a periodic timer that was not disposed",
        ["System.Threading.Thread..ctor"] = "a thread that still runs",
        ["System.Threading.Tasks.Task.Run"] = "a background task that still runs",
        ["System.Threading.Tasks.Task.Delay"] = "a loop over Task.Delay that still runs",
        ["System.Threading.ThreadPool.RegisterWaitForSingleObject"] = "a wait registered with the thread pool",
        ["System.Runtime.InteropServices.GCHandle.Alloc"] = "a GCHandle that was not freed",
        ["System.Text.Json.JsonSerializer.Serialize"] = "JSON serialised by reflection",
        ["System.Text.Json.JsonSerializer.Deserialize"] = "JSON serialised by reflection",
        ["System.AppDomain.add_ProcessExit"] = "a handler left on AppDomain.ProcessExit",
        ["System.AppDomain.add_UnhandledException"] = "a handler left on AppDomain.UnhandledException",
        ["System.Console.add_CancelKeyPress"] = "a handler left on Console.CancelKeyPress",
        ["System.Diagnostics.ActivitySource.AddActivityListener"] = "an ActivityListener that was not disposed",
    };

    /// <summary>Names the suspects in a plugin's folder.</summary>
    public static string Find(string folder)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll"))
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (image.HasMetadata)
                Find(image.GetMetadataReader(), Path.GetFileNameWithoutExtension(path), found);
        }

        return found.Count == 0 ? Unknown : "suspected is " + string.Join(", or ", found);
    }

    private static void Find(MetadataReader metadata, string assembly, SortedSet<string> found)
    {
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
                continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            var name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";
            if (s_pins.TryGetValue(name, out var suspect))
                found.Add($"{suspect} ({assembly} uses {metadata.GetString(type.Name)})");
        }
    }
}
