using System.Text.Json.Nodes;
using Switchyard.Simulator;

namespace Switchyard.Plugins.Tests;

/// <summary>Every wire against a vendor that misbehaves, over real sockets.</summary>
public sealed class WireFaultTests
{
    private static readonly Dictionary<string, (Fault Fault, Outcome Whole, Outcome Stream)> s_faults = new()
    {
        ["none"] = (Fault.Dribble(1000), Outcome.Completed, Outcome.Completed),
        ["dribble"] = (Fault.Dribble(1), Outcome.Completed, Outcome.Completed),
        ["keep-alives"] = (Fault.KeepAlives(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)), Outcome.Completed, Outcome.Completed),
        ["no done"] = (Fault.NoDone(), Outcome.Completed, Outcome.Completed),
        ["slow"] = (Fault.SlowFirstToken(TimeSpan.FromMilliseconds(20), headersFirst: true), Outcome.Completed, Outcome.Completed),
        ["429"] = (Fault.Status(429) with { RetryAfter = TimeSpan.FromSeconds(2) }, Outcome.RateLimited, Outcome.RateLimited),
        ["401"] = (Fault.Status(401), Outcome.AuthenticationFailed, Outcome.AuthenticationFailed),
        ["404"] = (Fault.Status(404), Outcome.ModelUnavailable, Outcome.ModelUnavailable),
        ["500"] = (Fault.Status(500), Outcome.ServerError, Outcome.ServerError),
        ["503"] = (Fault.Status(503), Outcome.Overloaded, Outcome.Overloaded),
        ["529"] = (Fault.Status(529), Outcome.Overloaded, Outcome.Overloaded),
        ["html"] = (Fault.Status(502) with { Style = ErrorStyle.Html }, Outcome.ServerError, Outcome.ServerError),
        ["reset"] = (Fault.Reset(), Outcome.NetworkError, Outcome.NetworkError),
        ["cut"] = (Fault.CutAfter(2, CutKind.CloseConnection), Outcome.NetworkError, Outcome.Truncated),
        ["end"] = (Fault.CutAfter(2, CutKind.EndResponse), Outcome.InvalidReply, Outcome.Truncated),
        ["nothing"] = (Fault.ZeroChunks(), Outcome.InvalidReply, Outcome.Truncated),
        ["error inside"] = (Fault.ErrorInBody(2), Outcome.ServerError, Outcome.ServerError),
        ["damage"] = (Fault.MalformedChunk(2), Outcome.InvalidReply, Outcome.InvalidReply),
        ["no finish"] = (Fault.FinishReason(null), Outcome.InvalidReply, Outcome.Truncated),
    };

    // On Ollama's wire who is done has finished: there is no reason to leave out.
    public static TheoryData<string, string> Cases => new(
        from provider in WireScene.Models.Keys
        from fault in s_faults.Keys
        where (provider, fault) != ("ollama", "no finish")
        select (provider, fault));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fault_has_its_outcome_on_every_wire(string provider, string fault)
    {
        await using var scene = await WireScene.StartAsync();
        await using var native = Provider(scene, provider);
        var (script, wholeOutcome, streamOutcome) = s_faults[fault];
        var request = Request(provider, isStream: false);

        scene.Server.Faults.Add(script);
        var (whole, reply) = await native.CompleteAsync(request);
        var (stream, chunks) = await native.StreamAsync(Request(provider, isStream: true));

        Assert.Equal((wholeOutcome, streamOutcome), (whole.Outcome, stream.Outcome));
        if (fault == "429")
            Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)), (whole.RetryAfter, stream.RetryAfter));
        if (wholeOutcome != Outcome.Completed)
        {
            Assert.Empty(reply);
            return;
        }

        Assert.Equal(WireScene.Answer, (string?)JsonNode.Parse(reply)!["choices"]![0]!["message"]!["content"]);
        Assert.Equal(WireScene.Answer, string.Concat(chunks.Select(Text)));
        Assert.Equal((FinishReason.Stop, FinishReason.Stop), (whole.FinishReason, stream.FinishReason));
        await scene.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        foreach (var (record, usage) in scene.Server.Requests.Zip([whole.Usage, stream.Usage]))
            Assert.Equal((record.Usage.InputTokens, record.Usage.OutputTokens), (usage.InputTokens, usage.OutputTokens));
    }

    [Theory]
    [InlineData("anthropic", "refusal", Outcome.ContentFiltered)]
    [InlineData("anthropic", "model_context_window_exceeded", Outcome.Completed)]
    [InlineData("gemini", "SAFETY", Outcome.ContentFiltered)]
    [InlineData("gemini", "MALFORMED_FUNCTION_CALL", Outcome.ServerError)]
    [InlineData("openai", "insufficient_system_resource", Outcome.ServerError)]
    public async Task A_vendors_own_finish_is_understood(string provider, string finish, Outcome outcome)
    {
        await using var scene = await WireScene.StartAsync();
        await using var native = Provider(scene, provider);
        scene.Server.Faults.Add(Fault.FinishReason(finish));

        Assert.Equal(outcome, (await native.CompleteAsync(Request(provider, isStream: false))).Result.Outcome);
        Assert.Equal(outcome, (await native.StreamAsync(Request(provider, isStream: true))).Result.Outcome);
    }

    [Theory]
    [InlineData("openai", true)]
    [InlineData("anthropic", true)]
    [InlineData("gemini", false)]
    [InlineData("ollama", false)]
    public async Task Limits_are_said_in_the_vendors_headers_where_it_has_any(string provider, bool hasHeaders)
    {
        await using var scene = await WireScene.StartAsync(model => new() { Id = model.Id, MaxOutputTokens = model.MaxOutputTokens, RateLimit = new() { Requests = 1, Window = TimeSpan.FromMinutes(10) } });
        await using var native = Provider(scene, provider);
        var (first, _) = await native.CompleteAsync(Request(provider, isStream: false));
        var (second, _) = await native.CompleteAsync(Request(provider, isStream: false));

        Assert.Equal((Outcome.Completed, Outcome.RateLimited), (first.Outcome, second.Outcome));
        Assert.Equal(hasHeaders ? 0 : null, first.RateLimits.RemainingRequests);
        Assert.Equal(hasHeaders, first.RateLimits.RequestsReset > TimeSpan.FromMinutes(9));
        Assert.True(second.RetryAfter > TimeSpan.FromMinutes(9));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("ollama")]
    public async Task Thoughts_are_shown_and_billed_as_output(string provider)
    {
        await using var scene = await WireScene.StartAsync(model => new() { Id = model.Id, MaxOutputTokens = model.MaxOutputTokens, Answer = model.Answer, ReasoningTokens = 5 });
        await using var native = Provider(scene, provider);
        var (whole, reply) = await native.CompleteAsync(Request(provider, isStream: false));
        var (stream, chunks) = await native.StreamAsync(Request(provider, isStream: true));

        const string Thought = "[simulated] 5 tokens of reasoning.";
        Assert.Equal(Thought, (string?)JsonNode.Parse(reply)!["choices"]![0]!["message"]!["reasoning_content"]);
        Assert.Equal(Thought, string.Concat(chunks.Select(chunk => Delta(chunk)?["reasoning_content"]?.ToString())));
        Assert.Equal(SimulatedTokens.Count(WireScene.Answer) + 5, whole.Usage.OutputTokens);
        Assert.Equal(whole.Usage, stream.Usage);
        if (provider == "anthropic")
            Assert.Contains(chunks, chunk => (string?)Delta(chunk)?["thinking_blocks"]?[0]?["signature"] == "c2ltdWxhdGVk");
    }

    [BoundedFact]
    public async Task A_marked_prefix_is_cached_and_counted_on_the_messages_wire()
    {
        await using var scene = await WireScene.StartAsync(model => new()
        {
            Id = model.Id,
            MaxOutputTokens = model.MaxOutputTokens,
            Answer = model.Answer,
            PromptCache = new() { MinimumTokens = 64, BlockTokens = 16, ReportsWrites = true },
        });
        await using var marking = NativePlugin.Create("Anthropic", scene.Endpoint("anthropic"));
        await using var silent = NativePlugin.Create("Anthropic", scene.Endpoint("anthropic"), """{"cache":"off"}""");
        var model = WireScene.Models["anthropic"];
        var request = Requests.Make(model, $$"""{"model":"","messages":[{"role":"system","content":"{{string.Concat(Enumerable.Repeat("rule ", 200))}}"},{"role":"user","content":"Hi"}]}""");

        Assert.Equal((0, 0), CacheOf(await silent.CompleteAsync(request)));
        var (read, written) = CacheOf(await marking.CompleteAsync(request));
        Assert.Equal(0, read);
        Assert.True(written >= 64);
        Assert.Equal((written, 0), CacheOf(await marking.CompleteAsync(request)));

        static (int Read, int Written) CacheOf((ProviderResult Result, string Reply) answer) =>
            (answer.Result.Usage.CachedInputTokens, answer.Result.Usage.CacheWriteTokens);
    }

    private static IProvider Provider(WireScene scene, string provider) => NativePlugin.Create(
        provider switch { "openai" => "OpenAI", "anthropic" => "Anthropic", "gemini" => "Gemini", _ => "Ollama" }, scene.Endpoint(provider));

    private static ProviderRequest Request(string provider, bool isStream) => Requests.Make(
        WireScene.Models[provider],
        $$$"""{"model":"","messages":[{"role":"system","content":"Greet."},{"role":"user","content":"Hello"}]{{{(isStream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "")}}}}""");

    private static JsonNode? Delta(string chunk) => JsonNode.Parse(chunk)!["choices"]!.AsArray().FirstOrDefault()?["delta"];

    private static string? Text(string chunk) => Delta(chunk)?["content"]?.ToString();
}
