using System.Text.Json;

namespace Switchyard.Plugins;

/// <summary>The manifests that were found, and what is known of those that could not be used.</summary>
internal sealed class ManifestScan
{
    private readonly HashSet<string> _lostWires = new(StringComparer.Ordinal);
    private bool _mayHaveLostAny;

    /// <summary>The usable manifests, no two with one id.</summary>
    public List<ManifestFile> Files { get; private set; } = [];

    /// <summary>
    /// Whether a plugin of this wire may stand in what was refused. Then a manifest without a plugin is no mistake of its own: one sentence
    /// says what is wrong, and a second one would send the reader to the wrong file.
    /// </summary>
    public bool MayHaveLost(string wire) => _mayHaveLostAny || _lostWires.Contains(wire);

    /// <summary>Something that may hold any plugin was refused.</summary>
    public void Lose() => _mayHaveLostAny = true;

    /// <summary>A manifest was refused: its wire is read as far as it can be.</summary>
    public void Lose(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("wire", out var wire) && wire.ValueKind == JsonValueKind.String)
            {
                // Without a plugin it would have served nobody.
                if (root.TryGetProperty("plugin", out _))
                    _lostWires.Add(wire.GetString()!);
                return;
            }
        }
        catch (JsonException)
        {
            // It has its sentence already; here it only means that its wire is unknown.
        }

        Lose();
    }

    /// <summary>Keeps the first of the manifests with one id.</summary>
    public void RemoveTwins(Action<string, string> refuse)
    {
        var kept = new List<ManifestFile>();
        foreach (var file in Files)
        {
            if (kept.Find(other => other.Manifest.Id == file.Manifest.Id) is not { } twin)
            {
                kept.Add(file);
            }
            else if (twin.Path != file.Path)
            {
                refuse(file.Path, $"{file.Path}: $.id: \"{file.Manifest.Id}\" is also the id of {twin.Path}; give one of them another id.");
                Lose(file.Text);
            }
        }

        Files = kept;
    }
}
