namespace Switchyard.Tests.Catalog;

public sealed class ManifestReaderTests
{
    [Theory]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "http://x" }""", "m(1,1): $: \"models\" is missing; add it.")]
    [InlineData("""{ "id": "a", "endpoint": "http://x", "models": [] }""", "m(1,1): $: \"wire\" is missing; add it.")]
    [InlineData("""{ "id": "A b", "wire": "w", "endpoint": "http://x", "models": [] }""", "m(1,9): $.id: \"A b\" is no provider id; use lower-case letters, digits and dashes.")]
    [InlineData("""{ "id": 1, "wire": "w", "endpoint": "http://x", "models": [] }""", "m(1,9): $.id: This must be a string, but it is a number.")]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "x", "models": [] }""", "m(1,39): $.endpoint: \"x\" is no http or https address.")]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "http://x", "models": [], "plugin": { "assembly": "../a.dll", "entryType": "T" } }""", "m(1,89): $.plugin.assembly: \"../a.dll\" must be a file name: the assembly lies beside the manifest.")]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "http://x", "models": [{ "id": "m", "price": { "input": 1 } }] }""", "m(1,84): $.models[0].price: \"output\" is missing; add it.")]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "http://x", "models": [{ "id": "m" }, { "id": "m" }] }""", "m(1,77): $.models[1]: The model \"m\" stands here twice; remove one.")]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "http://x", "models": [{ "id": "m", "capabilities": ["sight"] }] }""", "m(1,92): $.models[0].capabilities[0]: \"sight\" is no capability; known are schema, tools, images, files, reasoning, prefill, embeddings.")]
    [InlineData("""{ "id": "a", "wire": "w", "endpoint": "http://x", "models": [{ "id": "m", "tier": "best" }] }""", "m(1,83): $.models[0].tier: \"best\" is no tier; write cheap, mid or frontier.")]
    [InlineData("""{ "id": "a", "id": "b", "wire": "w", "endpoint": "http://x", "models": [] }""", "m(1,20): $.id: \"id\" stands here twice; remove one.")]
    public void AMistakeIsOneSentenceAtItsPlace(string text, string sentence)
    {
        var errors = new List<ConfigurationError>();

        Assert.Null(ManifestReader.Read("m", text, errors));
        Assert.Equal(sentence, Assert.Single(errors).ToString());
    }

    [Fact]
    public void PricesHaveStepsForLongRequests()
    {
        var errors = new List<ConfigurationError>();
        var manifest = ManifestReader.Read(
            "m",
            """
            { "id": "a", "wire": "w", "endpoint": "http://x", "models": [{ "id": "m",
              "price": { "input": 1, "output": 4, "cachedInput": 0.1, "cacheWrite": 1.25, "longContext": [{ "aboveTokens": 200000, "input": 2, "output": 6 }] } }] }
            """,
            errors)!;
        var price = manifest.Models[0].Price!;

        Assert.Equal(0.0014m, price.CostOf(new() { InputTokens = 1000, OutputTokens = 100 }));
        Assert.Equal(0.000783m, price.CostOf(new() { InputTokens = 1000, CachedInputTokens = 900, CacheWriteTokens = 20, OutputTokens = 147 }));
        Assert.Equal(0.200000m, price.CostOf(new() { InputTokens = 200_000 }));
        Assert.Equal(0.400002m, price.CostOf(new() { InputTokens = 200_001 }));
    }
}
