using Microsoft.ML.Tokenizers;

namespace Switchyard.Tests.Tokens;

/// <summary>The texts that the estimator is held against. They were written for this and were no part of the fit.</summary>
internal static class Corpus
{
    /// <summary>The vocabulary that the weights were fitted on.</summary>
    public static readonly TiktokenTokenizer Tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Tokens", "Corpora");

    public static TheoryData<string> Names => new(Directory.GetFiles(s_folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order());

    public static string Read(string name) => File.ReadAllText(Path.Combine(s_folder, name + ".txt"));
}
