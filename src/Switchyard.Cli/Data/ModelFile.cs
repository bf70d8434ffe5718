using System.Security.Cryptography;

namespace Switchyard.Cli;

/// <summary>Loads and saves classifier models.</summary>
internal static class ModelFile
{
    public static PromptClassifier Load(string? path)
    {
        try
        {
            return path is null ? PromptClassifier.Default : PromptClassifier.Load(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InputException($"{path ?? "The classifier that ships"} cannot be used ({e.Message.TrimEnd('.')}): give a model file of 'switchyard train'.");
        }
    }

    /// <summary>Those of the files that a classifier was trained on, by their hashes: figures on them flatter it.</summary>
    public static string[] Known(PromptClassifier classifier, IEnumerable<string> paths) =>
        [.. paths.Where(path => classifier.Provenance.Contains(Hash(path), StringComparison.Ordinal))];

    public static string Hash(string path)
    {
        if (LedgerFolder.Is(path)) return LedgerFolder.Hash(path);
        using var stream = File.OpenRead(path);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public static void Save(ClassifierModel model, string path)
    {
        using var stream = new MemoryStream();
        ClassifierModelFile.Write(model, stream);
        OutputFile.Write(path, stream.ToArray());
    }
}
