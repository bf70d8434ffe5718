using System.Text.Json;

namespace Switchyard.Tests;

public sealed class ModelsCommandTests : IDisposable
{
    private const string Manifest = """
        { "id": "acme", "wire": "openai", "endpoint": "https://a.test", "source": "s", "date": "2026-01-01", "models": [
          { "id": "b", "tier": "mid", "price": { "input": 3, "output": 9, "longContext": [{ "aboveTokens": 10, "input": 6, "output": 9 }] }, "contextWindow": 1000, "capabilities": ["tools", "images"] },
          { "id": "a", "tier": "cheap", "price": { "input": 0.5, "output": 20 }, "contextWindow": 200000, "capabilities": ["tools"] },
          { "id": "c" }] }
        """;

    private const string Other = """{ "id": "other", "wire": "openai", "endpoint": "https://b.test", "models": [{ "id": "d", "tier": "cheap", "price": { "input": 1, "output": 1 }, "contextWindow": 5000 }] }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "acme/a acme/b acme/c other/d")]
    [InlineData("--provider other", "other/d")]
    [InlineData("--tier cheap", "acme/a other/d")]
    [InlineData("--capability tools", "acme/a acme/b")]
    [InlineData("--capability tools images", "acme/b")]
    [InlineData("--max-input-price 1", "acme/a other/d")]
    [InlineData("--min-window 5000", "acme/a other/d")]
    [InlineData("--sort input", "acme/a other/d acme/b acme/c")]
    [InlineData("--sort output", "other/d acme/b acme/a acme/c")]
    [InlineData("--sort window", "acme/a other/d acme/b acme/c")]
    [InlineData("--sort tier", "acme/a other/d acme/b acme/c")]
    [InlineData("--tier frontier", "")]
    public void Models_are_filtered_and_sorted(string options, string expected)
    {
        var run = Run(options + " --json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(expected, string.Join(' ', document.RootElement.EnumerateArray().Select(model => model.GetProperty("id").GetString())));
    }

    [Fact]
    public void Programs_get_every_figure_and_null_for_what_is_unknown()
    {
        using var document = JsonDocument.Parse(Run("--json").Output);
        var (b, c) = (document.RootElement[1], document.RootElement[2]);
        Assert.Equal((3m, 6m, "mid"), (b.GetProperty("price").GetProperty("input").GetDecimal(), b.GetProperty("price").GetProperty("longContext")[0].GetProperty("input").GetDecimal(), b.GetProperty("tier").GetString()));
        Assert.Equal(JsonValueKind.Null, c.GetProperty("price").ValueKind);
        Assert.Equal(JsonValueKind.Null, c.GetProperty("tier").ValueKind);
    }

    [Fact]
    public void People_get_a_table()
    {
        var run = Run("");
        Assert.Contains("acme/b", run.Output, StringComparison.Ordinal);
        Assert.Contains("3+", run.Output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 models of 2 providers.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_manifests_at_hand_those_of_the_tool_are_listed()
    {
        var run = Fixture.Run("models", "--provider", "vllm");
        Assert.Contains("vllm/local", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tier best", "--tier best is no tier")]
    [InlineData("--capability sight", "--capability sight is none: known are schema")]
    [InlineData("--sort colour", "--sort colour is unknown")]
    [InlineData("--provider nobody", "--provider nobody is none of the providers here: name one of acme, other.")]
    [InlineData("--max-input-price cheap", "--max-input-price cheap is no number")]
    [InlineData("--min-window -1", "--min-window -1 is no number")]
    public void A_wrong_option_is_one_sentence(string options, string sentence)
    {
        var run = Run(options);
        Assert.Equal(2, run.Code);
        Assert.StartsWith(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Two_manifests_with_one_id_are_named()
    {
        var run = Fixture.Run("models", "--from", _folder.Write("a.provider.json", Other), _folder.Write("b.provider.json", Other));
        Assert.Equal(2, run.Code);
        Assert.Contains("b.provider.json: $.id: \"other\" is also the id of", run.Error, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Run(string options) =>
        Fixture.Run(["models", "--from", _folder.Write("a.provider.json", Manifest), _folder.Write("b.provider.json", Other), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
