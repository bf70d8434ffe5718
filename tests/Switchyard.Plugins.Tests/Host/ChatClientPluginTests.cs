using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json.Nodes;

namespace Switchyard.Plugins.Tests;

/// <summary>A third party's plugin that wraps an <c>IChatClient</c>, with a copy of Microsoft.Extensions.AI of its own.</summary>
public sealed class ChatClientPluginTests
{
    private static readonly FixturePlugin s_plugin = new()
    {
        Asset = "ChatClient",
        Private = ["Switchyard.Sdk.ChatClient", "Microsoft.Extensions.AI.Abstractions"],
    };

    [BoundedFact]
    public async Task It_answers_calls_tools_and_streams()
    {
        await using var harness = PluginHarness.Start(s_plugin);
        Assert.Empty(harness.Registry.Refusals);

        var (said, reply) = await AskAsync(harness, "Grüße");
        Assert.Equal((Outcome.Completed, FinishReason.Stop, 3, 2), (said.Outcome, said.FinishReason, said.Usage.InputTokens, said.Usage.OutputTokens));
        Assert.Equal("m: Grüße", (string?)JsonNode.Parse(reply)!["choices"]![0]!["message"]!["content"]);

        var (called, call) = await AskAsync(harness, "call", ""","tools":[{"type":"function","function":{"name":"get","parameters":{"type":"object"}}}]""");
        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls), (called.Outcome, called.FinishReason));
        Assert.Equal("""{"at":1}""", (string?)JsonNode.Parse(call)!["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["arguments"]);

        var (streamed, chunks) = await harness.Provider.StreamAsync(Requests.Make("m", """{"model":"","messages":[{"role":"user","content":"a b"}],"stream":true}"""));
        Assert.Equal((Outcome.Completed, 5), (streamed.Outcome, streamed.Usage.InputTokens + streamed.Usage.OutputTokens));
        Assert.Contains("\"content\":\"b\"", chunks[1]);
    }

    [BoundedFact]
    public async Task What_the_client_throws_is_an_outcome()
    {
        await using var harness = PluginHarness.Start(s_plugin);
        var (result, _) = await AskAsync(harness, "fail");
        Assert.Equal((Outcome.Overloaded, 503, "busy"), (result.Outcome, result.HttpStatus, result.Detail));

        var embeddings = Requests.Make("m", """{"model":"","input":"x"}""") with { Operation = ProviderOperation.Embeddings };
        Assert.Equal(Outcome.ModelUnavailable, (await harness.Provider.CompleteAsync(embeddings)).Result.Outcome);
    }

    [BoundedFact]
    public async Task Its_library_is_its_own_and_goes_with_it()
    {
        await using var harness = PluginHarness.Start(s_plugin);
        await UseAsync(harness);

        var plugin = await harness.Host.UnloadAsync("fixture");
        Assert.Equal((PluginState.Unloaded, null), (plugin?.State, plugin?.Reason));
    }

    // Apart, so that no state machine of the test holds on to anything of the plugin.
    private static async Task UseAsync(PluginHarness harness)
    {
        await AskAsync(harness, "hello");
        await AskAsync(harness, "fail");
        await AskAsync(harness, "call", ""","tools":[{"type":"function","function":{"name":"get"}}]""");
        await harness.Provider.StreamAsync(Requests.Make("m", """{"model":"","messages":[{"role":"user","content":"a b"}],"stream":true}"""));
        CheckContext();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckContext()
    {
        var own = AssemblyLoadContext.All.Where(context => context.Name == "Fixture/Fixture.Plugin")
            .SelectMany(context => context.Assemblies).Select(assembly => assembly.GetName().Name).ToArray();
        Assert.Contains("Microsoft.Extensions.AI.Abstractions", own);
        Assert.Contains("Switchyard.Sdk.ChatClient", own);
        Assert.DoesNotContain("Switchyard", own);
        Assert.DoesNotContain("Switchyard.Contracts", own);
    }

    private static ValueTask<(ProviderResult Result, string Reply)> AskAsync(PluginHarness harness, string text, string more = "") =>
        new(harness.Provider.CompleteAsync(Requests.Make("m", $$$"""{"model":"","messages":[{"role":"user","content":"{{{text}}}"}]{{{more}}}}""")));
}
