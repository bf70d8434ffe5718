using System.Text.Json;

namespace Switchyard.Tests;

public sealed class CatalogDiffTests : IDisposable
{
    private const string Old = """
        { "id": "acme", "wire": "openai", "endpoint": "https://a.test", "source": "then", "date": "2026-01-01", "models": [
          { "id": "same", "price": { "input": 1, "output": 2 } },
          { "id": "gone" },
          { "id": "dearer", "tier": "cheap", "price": { "input": 1, "output": 2.50, "longContext": [{ "aboveTokens": 1000, "input": 2, "output": 4 }] }, "contextWindow": 1000 }] }
        """;

    private const string New = """
        { "id": "acme", "wire": "openai", "endpoint": "https://b.test", "source": "now", "date": "2026-02-02", "models": [
          { "id": "same", "price": { "input": 1.0, "output": 2 }, "date": "2026-02-01" },
          { "id": "dearer", "tier": "mid", "price": { "input": 1.5, "output": 2.5, "cachedInput": 0.1, "longContext": [{ "aboveTokens": 1000, "input": 3, "output": 4 }] } },
          { "id": "fresh" }] }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_difference_is_a_row_and_the_exit_code_says_so()
    {
        string[] files = [_folder.Write("old.json", Old), _folder.Write("new.json", New)];
        var run = Fixture.Run(["catalog", "diff", .. files, "--json"]);
        Assert.Equal(4, run.Code);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(
            [
                "acme endpoint: https://a.test/ > https://b.test/",
                "acme/dearer tier: cheap > mid",
                "acme/dearer contextWindow: 1000 > ",
                "acme/dearer price.input: 1 > 1.5",
                "acme/dearer price.cachedInput:  > 0.1",
                "acme/dearer price above 1000 tokens: input: 2 > 3",
                "acme/fresh model:  > present",
                "acme/gone model: present > ",
            ],
            document.RootElement.EnumerateArray().Select(row => $"{row.GetProperty("model").GetString()} {row.GetProperty("field").GetString()}: {row.GetProperty("before").GetString()} > {row.GetProperty("after").GetString()}"));

        var table = Fixture.Run(["catalog", "diff", .. files]).Output;
        Assert.Contains("acme/dearer", table, StringComparison.Ordinal);
        Assert.Contains("8 differences in 4 models and providers.", table, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_the_same_is_no_difference()
    {
        var file = _folder.Write("old.json", Old);
        var run = Fixture.Run("catalog", "diff", file, file);
        Assert.Equal((0, ""), (run.Code, run.Error));
    }

    [Theory]
    [InlineData("{ \"id\": ", "The JSON ends too early")]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "http://x", "models": [{}] }""", "$.models[0]: \"id\" is missing; add it.")]
    public void A_bad_manifest_is_one_sentence(string text, string sentence)
    {
        var run = Fixture.Run("catalog", "diff", _folder.Write("old.json", Old), _folder.Write("new.json", text));
        Assert.Equal(2, run.Code);
        Assert.Contains("new.json(", run.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void A_folder_without_manifests_and_a_wrong_name_are_named()
    {
        var file = _folder.Write("old.json", Old);
        Assert.Contains("holds no *.provider.json", Fixture.Run("catalog", "diff", file, Path.GetDirectoryName(file)!).Error, StringComparison.Ordinal);
        Assert.Contains("is neither a file nor a folder", Fixture.Run("catalog", "diff", file, _folder.File("nowhere")).Error, StringComparison.Ordinal);
    }
}
