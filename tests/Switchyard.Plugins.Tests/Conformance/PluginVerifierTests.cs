using Switchyard.Conformance;

namespace Switchyard.Plugins.Tests;

/// <summary>A plugin's folder is verified as an application would load it.</summary>
public sealed class PluginVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("OpenAI", "openai", 0)]
    [InlineData("Ollama", "ollama", 2)]
    public async Task A_plugin_that_ships_passes_and_is_gone_after_every_check(string plugin, string provider, int exempt)
    {
        var told = new List<string>();
        var verification = await PluginVerifier.VerifyAsync(Path.Combine(AppContext.BaseDirectory, "plugins", plugin), null, result => told.Add(result.Check), Token);

        Assert.Empty(verification.Results.Where(result => !result.HasPassed).Select(result => $"{result.Check}: {result.Failure}"));
        Assert.Equal([PluginVerification.Load, .. ConformanceSuite.Checks, PluginVerification.Unload], verification.Results.Select(result => result.Check));
        Assert.Equal(verification.Results.Select(result => result.Check), told);
        Assert.Equal(($"{plugin}/Switchyard.Provider.{plugin}", provider), (verification.Plugin!.Id, verification.Provider));

        // What makes no sense on a wire is said, and not passed over.
        Assert.Null(verification.Skipped);
        Assert.Equal(exempt, verification.Results.Count(result => result.Skipped is not null));
    }

    [Theory]
    [InlineData("miscounts", "usage: the tokens are those that were billed")]
    [InlineData("misjudges", "error: no money left is QuotaExhausted")]
    [InlineData("retries", "request: one attempt is one request")]
    [InlineData("pretends", "cancellation: of a reply")]
    [InlineData("hoards", "stream: chunk by chunk, each canonical, to the whole answer")]
    public async Task A_native_provider_that_is_spoilt_in_one_way_fails_the_check_for_it(string way, string check)
    {
        var plugin = new FixturePlugin
        {
            Asset = "Spoiling",
            Text = way,
            Wire = "anthropic",
            Private = ["plugins/Anthropic/Switchyard.Provider.Anthropic", "Switchyard.Sdk"],
        };
        plugin.Build(_folder.Combine("Spoiling"));

        var failed = await PluginVerifier.CheckAsync(_folder.Combine("Spoiling"), check, null, Token);
        Assert.False(failed.HasPassed, "the check must fail");

        // Any other check is sound: it is the fixture's one fault that fails, not the fixture.
        var sound = await PluginVerifier.CheckAsync(_folder.Combine("Spoiling"), "error: a wrong key is AuthenticationFailed", null, Token);
        Assert.Null(sound.Failure);
    }

    [Fact]
    public async Task A_provider_that_the_plugin_does_not_make_is_named()
    {
        var verification = await PluginVerifier.VerifyAsync(Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI"), "nobody", null, Token);
        Assert.Contains("makes no provider nobody, only azure", Assert.Single(verification.Results).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sloppy_plugin_fails_the_rows_that_it_breaks_and_no_others()
    {
        new FixturePlugin { Asset = "Sloppy", Wire = "openai" }.Build(_folder.Combine("Sloppy"));
        var verification = await PluginVerifier.VerifyAsync(_folder.Combine("Sloppy"), null, null, Token);

        Assert.False(verification.HasPassed);
        var failed = verification.Results.Where(result => !result.HasPassed).ToDictionary(result => result.Check, result => result.Failure!);
        var passed = verification.Results.Where(result => result.HasPassed).Select(result => result.Check).ToHashSet();
        Assert.Contains("must be 1, but is 2", failed["request: one attempt is one request"], StringComparison.Ordinal);
        Assert.Contains("InputTokens must be", failed["usage: the tokens are those that were billed"], StringComparison.Ordinal);
        Assert.Contains("must be Length, but is Stop", failed["finish: length"], StringComparison.Ordinal);
        Assert.Contains("must be RateLimited, but is ServerError", failed["error: 429 is RateLimited, with the time to wait"], StringComparison.Ordinal);
        Assert.Contains("No streams yet.", failed["stream: split at every byte it is the same"] + failed["stream: chunk by chunk, each canonical, to the whole answer"], StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string>([PluginVerification.Load, "request: messages, roles and text arrive unchanged", "request: the schema arrives", "reply: it is one canonical object with the answer", "finish: stop", PluginVerification.Unload]),
            passed);
    }

    [Fact]
    public async Task One_that_stays_in_memory_fails_the_last_row_with_the_suspect()
    {
        new FixturePlugin { Asset = "Pinning", Text = "timer", Wire = "own" }.Build(_folder.Combine("Pinning"));
        var verification = await PluginVerifier.VerifyAsync(_folder.Combine("Pinning"), null, null, Token);

        Assert.Contains("the wire \"own\"", verification.Skipped, StringComparison.Ordinal);
        var row = Assert.Single(verification.Results, result => !result.HasPassed);
        Assert.Equal(PluginVerification.Unload, row.Check);
        Assert.Contains("Quarantined: suspected is a timer", row.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("", "holds no provider.json with a \"plugin\" section")]
    [InlineData("{", "A member name in double quotes was expected")]
    [InlineData("""{ "id": "a", "wire": "w", "plugin": { "assembly": "A.dll", "entryType": "A.F" }, "endpoint": "http://x", "models": [] }""", "the assembly is missing")]
    public async Task What_cannot_be_loaded_is_one_row_with_a_sentence(string? manifest, string sentence)
    {
        var folder = _folder.Combine("Broken");
        if (manifest is not null)
            Directory.CreateDirectory(folder);
        if (manifest is { Length: > 0 })
            File.WriteAllText(Path.Combine(folder, "a.provider.json"), manifest);

        var verification = await PluginVerifier.VerifyAsync(folder, null, null, Token);
        var row = Assert.Single(verification.Results);
        Assert.Equal(PluginVerification.Load, row.Check);
        Assert.Contains(sentence, row.Failure, StringComparison.Ordinal);
    }
}
