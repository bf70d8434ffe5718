using System.Text;
using System.Text.Json;

namespace Switchyard.Tests.Tokens;

public sealed class RequestTokensTests
{
    [Fact]
    public void CountsTheTextsAndAFixedNumberForEachMessage()
    {
        var (system, user) = (Corpus.Read("prose-en"), Corpus.Read("code-csharp"));
        var body = $$"""
            {"model":"","messages":[{"role":"system","content":{{Quote(system)}}},{"role":"user","content":[{"type":"text","text":{{Quote(user)}}}]}],"temperature":0.2}
            """;

        var expected = TokenEstimator.Estimate(Encoding.UTF8.GetBytes(system)) + TokenEstimator.Estimate(Encoding.UTF8.GetBytes(user)) + 4 + 4 + 3;

        Assert.InRange(RequestTokens.Estimate(Encoding.UTF8.GetBytes(body)), expected - 2, expected + 2);
    }

    [Fact]
    public void APictureIsNotCountedAsText()
    {
        var body = $$$"""
            {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{new string('A', 400_000)}}}"}}]}]}
            """;

        Assert.InRange(RequestTokens.Estimate(Encoding.UTF8.GetBytes(body)), 1000, 1010);
    }

    [Fact]
    public void ToolsAndSchemasCount()
    {
        const string Tools = """[{"type":"function","function":{"name":"find_bike","description":"Finds a \"bike\" by its size [cm].","parameters":{"type":"object","properties":{"size":{"type":"integer"}},"required":["size"]}}}]""";
        var actual = Corpus.Tokenizer.CountTokens(Tools);

        var with = RequestTokens.Estimate(Encoding.UTF8.GetBytes($$"""{"messages":[{"role":"user","content":"hi"}],"tools":{{Tools}},"n":1}"""));
        var without = RequestTokens.Estimate("""{"messages":[{"role":"user","content":"hi"}],"n":1}"""u8);

        // A text this short is not held to 15 %.
        Assert.InRange(with - without, actual * 0.8, actual * 1.2);
    }

    [Fact]
    public void ToolCallsInTheHistoryCount()
    {
        var body = """{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"find_bike","arguments":"{\"size\":56}"}}]}]}"""u8;

        var expected = Corpus.Tokenizer.CountTokens("find_bike") + Corpus.Tokenizer.CountTokens("""{"size":56}""") + 4 + 3;

        Assert.InRange(RequestTokens.Estimate(body), expected - 2, expected + 2);
    }

    [Fact]
    public void ABodyThatBreaksOffIsNoTrap()
    {
        var body = Encoding.UTF8.GetBytes("""{"messages":[{"role":"user","content":"a \"quoted\" word \u00e9 \\"}],"tools":[{"type":"function"}]}""");
        for (var length = 0; length <= body.Length; length++)
            Assert.InRange(RequestTokens.Estimate(body.AsSpan(0, length)), 3, 60);
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
