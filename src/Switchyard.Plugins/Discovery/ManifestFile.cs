namespace Switchyard.Plugins;

/// <summary>A manifest that was found and read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Manifest">What it says.</param>
/// <param name="Text">Its bytes, without a byte order mark.</param>
/// <param name="Written">When it was written: a manifest that is written again unchanged still asks for a reload.</param>
internal sealed record ManifestFile(string Path, ProviderManifest Manifest, ReadOnlyMemory<byte> Text, DateTime Written)
{
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}
