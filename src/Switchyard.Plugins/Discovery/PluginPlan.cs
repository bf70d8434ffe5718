using System.Security.Cryptography;
using System.Text;

namespace Switchyard.Plugins;

/// <summary>A plugin assembly and the manifests that it serves.</summary>
internal sealed class PluginPlan
{
    private PluginPlan(string folder, string assembly)
    {
        Folder = folder;
        Assembly = assembly;
    }

    public string Folder { get; }

    /// <summary>The assembly's file name.</summary>
    public string Assembly { get; }

    public string Id => $"{Path.GetFileName(Folder)}/{Path.GetFileNameWithoutExtension(Assembly)}";

    public string AssemblyPath => Path.Combine(Folder, Assembly);

    /// <summary>The manifests, each with the entry type that makes its provider.</summary>
    public List<(ManifestFile File, string EntryType)> Manifests { get; } = [];

    public bool IsCollectible => Manifests.TrueForAll(item => item.File.Manifest.Plugin is not { Collectible: false });

    /// <summary>Groups manifests by the assembly that serves them.</summary>
    /// <param name="scan">The manifests.</param>
    /// <param name="refuse">Told about manifests that no plugin serves: the file and one sentence.</param>
    public static List<PluginPlan> Make(ManifestScan scan, Action<string, string> refuse)
    {
        var files = scan.Files;
        var plans = new List<PluginPlan>();
        foreach (var file in files)
        {
            if (file.Manifest.Plugin is not { } plugin)
                continue;

            var plan = plans.Find(other => other.Folder == file.Folder && other.Assembly == plugin.Assembly);
            if (plan is null)
                plans.Add(plan = new(file.Folder, plugin.Assembly));
            plan.Manifests.Add((file, plugin.EntryType));
        }

        foreach (var file in files)
        {
            if (file.Manifest.Plugin is null)
                Assign(file, plans, scan, refuse);
        }

        return plans;
    }

    /// <summary>Changes whenever a manifest is added, removed, changed or written again.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var (file, entryType) in Manifests)
            text.Append($"{file.Path}|{entryType}|{file.Written.Ticks}|{Convert.ToHexString(SHA256.HashData(file.Text.Span))}\n");
        return text.ToString();
    }

    private static void Assign(ManifestFile file, List<PluginPlan> plans, ManifestScan scan, Action<string, string> refuse)
    {
        var wire = file.Manifest.Wire;
        var serving = plans.FindAll(plan => plan.Manifests.Exists(item => item.File.Manifest.Plugin is not null && item.File.Manifest.Wire == wire));
        var own = serving.FindAll(plan => plan.Folder == file.Folder);
        if (own.Count > 0)
            serving = own;

        switch (serving.Count)
        {
            case 1:
                var declaring = serving[0].Manifests.Find(item => item.File.Manifest.Plugin is not null && item.File.Manifest.Wire == wire);
                serving[0].Manifests.Add((file, declaring.EntryType));
                break;
            case 0 when scan.MayHaveLost(wire):
                break;
            case 0:
                refuse(file.Path, $"{file.Path}: $.wire: no plugin here speaks \"{wire}\"; add one, or a \"plugin\" section to this manifest.");
                break;
            default:
                refuse(file.Path, $"{file.Path}: $.wire: \"{wire}\" is spoken by {string.Join(" and ", serving.Select(plan => plan.Id))}; "
                    + "say which one in a \"plugin\" section, or put the manifest into its folder.");
                break;
        }
    }
}
