using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Switchyard.Plugins;

/// <summary>Decides from metadata alone, before any type of it loads, whether a plugin can run here.</summary>
internal static class PluginInspector
{
    internal static readonly Version HostContract = typeof(IProvider).Assembly.GetName().Version!;

    private static readonly string s_contractName = typeof(IProvider).Assembly.GetName().Name!;

    /// <summary>Inspects a plugin.</summary>
    /// <param name="folder">The folder, a private copy.</param>
    /// <param name="assembly">The assembly's file name.</param>
    /// <param name="source">The assembly's path as the user knows it, for messages.</param>
    /// <exception cref="PluginRefusedException">It cannot run here.</exception>
    public static PluginFacts Inspect(string folder, string assembly, string source)
    {
        var path = Path.Combine(folder, assembly);
        if (!File.Exists(path))
            throw new PluginRefusedException($"{source}: the assembly is missing; copy the whole build output of the plugin, the manifest last.");

        var facts = Read(path, source) ?? throw new PluginRefusedException($"{source}: this is no .NET assembly; build the plugin again.");
        if (facts.ContractVersion is not { } contract)
            throw new PluginRefusedException($"{source}: it does not reference {s_contractName}, so it is no plugin; reference Switchyard.Sdk.");

        CheckContract(contract, source);
        CheckRuntime(facts.Framework, source);
        DependencyFile.Check(Path.ChangeExtension(path, ".deps.json"), Path.ChangeExtension(source, ".deps.json"));

        // A library that was built for another boundary than the plugin itself would fail in the middle of a call.
        string? threadStatic = null;
        foreach (var library in Directory.EnumerateFiles(folder, "*.dll"))
        {
            var librarySource = Path.Combine(Path.GetDirectoryName(source)!, Path.GetFileName(library));
            if (Read(library, librarySource) is not { } libraryFacts)
                continue;
            if (libraryFacts.ContractVersion is { } other)
                CheckContract(other, librarySource);
            threadStatic ??= libraryFacts.ThreadStatic;
        }

        return new(facts.Version, contract, threadStatic);
    }

    private static void CheckContract(Version contract, string source)
    {
        if (contract.Major != HostContract.Major)
        {
            throw new PluginRefusedException(
                $"{source}: it was built against {s_contractName} {contract}, and this application has {HostContract}; "
                + $"use a plugin that was built for version {HostContract.Major}.");
        }
    }

    private static void CheckRuntime(string? framework, string source)
    {
        const string Marker = ".NETCoreApp,Version=v";
        if (framework is null || !framework.StartsWith(Marker, StringComparison.Ordinal))
            return;
        if (Version.TryParse(framework.AsSpan(Marker.Length), out var target) && target.Major > Environment.Version.Major)
        {
            throw new PluginRefusedException(
                $"{source}: it was built for .NET {target}, and this application runs on .NET {Environment.Version}; "
                + $"build it for net{Environment.Version.Major}.0, or update the application.");
        }
    }

    private static (Version Version, Version? ContractVersion, string? Framework, string? ThreadStatic)? Read(string path, string source)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!image.HasMetadata)
                return null;

            // The metadata may be whole and the end of the file missing: the loader would say so with the path of the copy.
            if (image.PEHeaders.SectionHeaders.Any(section => section.PointerToRawData + (long)section.SizeOfRawData > file.Length))
                throw new BadImageFormatException();

            var metadata = image.GetMetadataReader();
            var contract = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.StringComparer.Equals(reference.Name, s_contractName))
                .Select(reference => reference.Version)
                .FirstOrDefault();
            return (metadata.GetAssemblyDefinition().Version, contract, Framework(metadata), ThreadStatics.Find(metadata));
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            throw new PluginRefusedException($"{source}: the file is damaged or half copied; copy it again, the manifest last.");
        }
    }

    private static string? Framework(MetadataReader metadata)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference)
                continue;
            var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (constructor.Parent.Kind != HandleKind.TypeReference)
                continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
            if (!metadata.StringComparer.Equals(type.Name, "TargetFrameworkAttribute"))
                continue;

            // The value's blob: a prolog of two bytes, then the first argument.
            var value = metadata.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            return value.ReadSerializedString();
        }

        return null;
    }
}
