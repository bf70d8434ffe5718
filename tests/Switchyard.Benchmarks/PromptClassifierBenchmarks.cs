using System.Text;
using BenchmarkDotNet.Attributes;

namespace Switchyard.Benchmarks;

/// <summary>One decision, beside the least that any reader of the text must do: looking at every byte once.</summary>
[MemoryDiagnoser]
public class PromptClassifierBenchmarks
{
    private byte[] _prompt = [];

    [Params(200, 2 * 1024, 32 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        const string Text = "A shop sells bicycles for $240 and repairs them at 15% of the price. Prove that, if every customer must pay "
            + "before Friday, the average revenue per week cannot exceed $4,800; explain each step, and write the function f(x) = 3x^2 + 2.\n";
        var all = new StringBuilder();
        for (var i = 0; all.Length < Bytes; i++) all.Append(Text).Append("Item ").Append(i).Append(": note").Append((char)('a' + (i % 26))).Append(". ");
        _prompt = Encoding.UTF8.GetBytes(all.ToString(0, Bytes));
        _ = PromptClassifier.Default;
    }

    [Benchmark(Baseline = true)]
    public int Baseline()
    {
        var sum = 0;
        foreach (var b in _prompt) sum += b;
        return sum;
    }

    [Benchmark]
    public float Classify() => PromptClassifier.Default.Classify(_prompt).Difficulty;
}
