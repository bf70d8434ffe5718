using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.Tokenizers;

namespace Switchyard.Benchmarks;

/// <summary>The estimator over 8 KB of text, beside the least that reading the text can cost and beside a real tokenizer.</summary>
[MemoryDiagnoser]
public class TokenEstimatorBenchmarks
{
    private const int Length = 8192;

    private static readonly TiktokenTokenizer s_tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private byte[] _utf8 = [];
    private string _text = "";

    [Params("prose-en", "code-csharp", "data-json", "prose-ru", "prose-zh")]
    public string Corpus { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpora", Corpus + ".txt"));
        _utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, (Length / text.Length) + 1)))[..Length];
        _text = Encoding.UTF8.GetString(_utf8);
    }

    [Benchmark(Baseline = true)]
    public int CharCount() => Encoding.UTF8.GetCharCount(_utf8);

    [Benchmark]
    public int Estimate() => TokenEstimator.Estimate(_utf8);

    [Benchmark]
    public int EstimateEscaped() => TokenEstimator.EstimateEscaped(_utf8);

    [Benchmark]
    public int Tokenizer() => s_tokenizer.CountTokens(_text);
}
