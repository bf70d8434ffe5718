using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchyard.Tests.Tokens;

public sealed class TokenEstimatorTests
{
    public static TheoryData<string> Names => Corpus.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void IsWithin15PercentOfTheTokenizer(string name)
    {
        var text = Corpus.Read(name);
        var actual = Corpus.Tokenizer.CountTokens(text);

        var estimated = TokenEstimator.Estimate(Encoding.UTF8.GetBytes(text));

        TestContext.Current.TestOutputHelper?.WriteLine($"{name,-24} {actual,5} {estimated,5} {((double)estimated / actual) - 1,8:+0.0 %;-0.0 %}");
        Assert.InRange((double)estimated / actual, 0.85, 1.15);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheEscapedTextCountsAsTheText(string name)
    {
        var text = Corpus.Read(name);
        var expected = TokenEstimator.Estimate(Encoding.UTF8.GetBytes(text));

        // One encoder writes all characters beyond ASCII as \uXXXX, the other none.
        foreach (var encoder in new[] { JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            Assert.Equal(expected, TokenEstimator.EstimateEscaped(JsonEncodedText.Encode(text, encoder).EncodedUtf8Bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void VectorsMakeNoDifference(string name)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Corpus.Read(name), 3)));
        for (var start = 0; start < 70; start++)
            Assert.Equal(Count(text.AsSpan(start), isScalar: true), Count(text.AsSpan(start), isScalar: false));
    }

    [Fact]
    public void EveryByteIsClassifiedTheSameByVectors()
    {
        var bytes = new byte[1 + (5 * TextMasks.Bytes)];
        for (var index = 0; index < bytes.Length; index++)
            bytes[index] = (byte)(index - 1);

        for (var start = 1; start < bytes.Length; start += TextMasks.Bytes)
            Assert.Equal(TextMasks.OfScalar(ref bytes[start]), TextMasks.Of(ref bytes[start]));
    }

    [Fact]
    public void PiecesJoinWithoutASeam()
    {
        var text = Encoding.UTF8.GetBytes(Corpus.Read("mixed-languages") + Corpus.Read("code-csharp"));
        var expected = Count(text, isScalar: false);
        for (var piece = 1; piece < 200; piece++)
        {
            var counts = new int[TokenScanner.FeatureCount];
            var scanner = new TokenScanner(counts, new byte[TokenScanner.BufferBytes]);
            for (var start = 0; start < text.Length; start += piece)
                scanner.Append(text.AsSpan(start, Math.Min(piece, text.Length - start)));
            scanner.Finish();
            Assert.Equal(expected, counts);
        }
    }

    [Fact]
    public void AnyBytesAreTaken()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);

            Assert.InRange(TokenEstimator.Estimate(bytes), 0, bytes.Length * 3);
            Assert.InRange(TokenEstimator.EstimateEscaped(bytes), 0, bytes.Length * 3);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData(" ", 1)]
    public void ShortTextsCountAsSomething(string text, int expected) =>
        Assert.Equal(expected, TokenEstimator.Estimate(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void AllocatesNothing()
    {
        var text = Encoding.UTF8.GetBytes(Corpus.Read("mixed-languages"));
        var escaped = JsonEncodedText.Encode(Corpus.Read("code-csharp")).EncodedUtf8Bytes.ToArray();
        TokenEstimator.Estimate(text);
        TokenEstimator.EstimateEscaped(escaped);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            TokenEstimator.Estimate(text);
            TokenEstimator.EstimateEscaped(escaped);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int[] Count(ReadOnlySpan<byte> text, bool isScalar)
    {
        var counts = new int[TokenScanner.FeatureCount];
        var scanner = new TokenScanner(counts, new byte[TokenScanner.BufferBytes]) { IsScalar = isScalar };
        scanner.Append(text);
        scanner.Finish();
        return counts;
    }
}
