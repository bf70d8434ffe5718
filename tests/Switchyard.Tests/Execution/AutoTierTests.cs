using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>A task whose tier is decided per prompt.</summary>
public sealed class AutoTierTests
{
    private static readonly TaskDefinition s_task = new("Tests.Auto", Tier.Auto);

    [Theory]
    [InlineData("What is the capital of France?", "p/cheap")]
    [InlineData("Prove rigorously that there are infinitely many primes congruent to 3 modulo 4, then generalise the proof to every modulus, and discuss where the argument fails.", "p/frontier")]
    public async Task ThePromptDecides(string prompt, string model)
    {
        var ledger = new MemoryLedger();
        await using var router = Router(ledger);

        var result = await AskAsync(router, prompt);

        Assert.Equal(model, result.Model);
        Assert.Equal(model, "p/" + ledger.Snapshot().Single().Call.Tier.ToString().ToLowerInvariant());
    }

    [Fact]
    public async Task ATierWithoutModelsIsTheNextOneUp()
    {
        await using var router = Router(null, Tier.Mid, Tier.Frontier);

        Assert.Equal("p/mid", (await AskAsync(router, "What is the capital of France?")).Model);
    }

    [Theory]
    [InlineData("""{"model":"","messages":[{"role":"system","content":"s"},{"role":"user","content":"first"},{"role":"assistant","content":"a"},{"role":"user","content":"the \"last\""},{"role":"assistant","content":null}]""", "the \"last\"")]
    [InlineData("""{"model":"","messages":[{"content":[{"type":"text","text":"one "},{"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"two"}],"role":"user"}],"tools":[]""", "one two")]
    [InlineData("""{"model":"","messages":[{"role":"system","content":"s"}]""", "")]
    [InlineData("""{"model":"" """, "")]
    public void TheLastUserMessageIsThePrompt(string body, string prompt)
    {
        var text = new Utf8Buffer();

        ChatRequest.ReadPrompt(System.Text.Encoding.UTF8.GetBytes(body), text);

        Assert.Equal(prompt, System.Text.Encoding.UTF8.GetString(text.Span));
    }

    private static ValueTask<RoutedResult<string>> AskAsync(Router router, string prompt)
    {
        var call = router.Begin(s_task);
        call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\""u8);
        call.WriteText(prompt);
        call.WriteJson("\"}]"u8);
        return call.CompleteResultAsync(TestContext.Current.CancellationToken);
    }

    private static Router Router(ILedger? ledger, params Tier[] tiers) =>
        TestRouter.Create(
            new Policy
            {
                Tiers = (tiers.Length == 0 ? [Tier.Cheap, Tier.Mid, Tier.Frontier] : tiers)
                    .ToDictionary(tier => tier, IReadOnlyList<string> (tier) => ["p/" + tier.ToString().ToLowerInvariant()]),
            },
            new Dictionary<string, IProvider> { ["p"] = new ScriptedProvider() },
            options => options.Ledger = ledger);
}
