using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Switchyard.Plugins.Tests;

/// <summary>The plugin that ships, from its folder in the build output.</summary>
public sealed class OpenAIPluginTests
{
    private static readonly string s_plugins = Path.Combine(AppContext.BaseDirectory, "plugins");
    private static readonly string s_reply = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", "chat_completion.json"));

    [BoundedFact]
    public async Task It_is_loaded_by_its_manifest_and_answers_over_http()
    {
        using var server = LoopbackServer.Replying(200, s_reply);
        var registry = new TestRegistry { Endpoint = server.Endpoint };
        await using var host = new PluginHost(new() { Directory = s_plugins });
        host.Start(registry);

        Assert.Empty(registry.Refusals);
        var (result, reply) = await registry.Providers["openai"].CompleteAsync();

        Assert.Equal(Outcome.Completed, result.Outcome);
        Assert.Equal(s_reply, reply);
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1", server.Requests[0].Head);
    }

    [BoundedFact]
    public async Task Manifests_without_code_are_served_by_the_same_assembly()
    {
        using var server = LoopbackServer.Replying(200, s_reply);
        var registry = new TestRegistry { Endpoint = server.Endpoint };
        await using var host = new PluginHost(new() { Directory = s_plugins });
        host.Start(registry);

        var plugin = Assert.Single(host.Plugins, plugin => plugin.Providers.Contains("openai"));
        Assert.Equal(PluginState.Loaded, plugin.State);
        Assert.Equal(new Version(1, 0, 0, 0), plugin.ContractVersion);
        Assert.Equal(Directory.GetFiles(Path.Combine(s_plugins, "OpenAI"), "*.provider.json").Length, plugin.Providers.Count);
        Assert.Superset(new HashSet<string>(["deepseek", "groq", "mistral", "openai", "openrouter", "vllm"]), plugin.Providers.ToHashSet());
        foreach (var id in plugin.Providers)
            Assert.Equal(Outcome.Completed, (await registry.Providers[id].CompleteAsync()).Result.Outcome);
    }

    [BoundedFact]
    public async Task It_runs_in_a_collectible_context_of_its_own_from_a_private_copy()
    {
        var registry = new TestRegistry();
        await using var host = new PluginHost(new() { Directory = s_plugins });
        host.Start(registry);

        CheckContext();
    }

    // Apart, so that nothing of the context stays in the test's state machine when the host unloads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckContext()
    {
        var context = AssemblyLoadContext.All.Last(context => context.Name == "OpenAI/Switchyard.Provider.OpenAI");
        Assert.True(context.IsCollectible);
        Assert.All(context.Assemblies, assembly => Assert.DoesNotContain(s_plugins, assembly.Location));
        Assert.Contains(context.Assemblies, assembly => assembly.GetName().Name == "Switchyard.Sdk");
        Assert.DoesNotContain(context.Assemblies, assembly => assembly.GetName().Name == "Switchyard.Contracts");
    }

    [BoundedFact]
    public async Task It_unloads_after_calls_and_streams_over_http()
    {
        using var server = new LoopbackServer(request => request.Body.Contains("\"stream\"", StringComparison.Ordinal)
            ? AnswerAsync(request)
            : request.ReplyAsync(200, s_reply));
        var registry = new TestRegistry { Endpoint = server.Endpoint };
        await using var host = new PluginHost(new() { Directory = s_plugins });
        host.Start(registry);

        for (var round = 0; round < 5; round++)
        {
            await registry.Providers["openai"].CompleteAsync();
            await registry.Providers["groq"].StreamAsync(Requests.Make(body: """{"model":"","stream":true}"""));
        }

        var plugin = await host.UnloadAsync("groq");
        Assert.Equal((PluginState.Unloaded, null), (plugin?.State, plugin?.Reason));
        Assert.DoesNotContain(registry.Providers.Keys, id => id is "openai" or "groq");
        Assert.DoesNotContain(host.Plugins, other => other.Providers.Contains("openai"));

        static async Task AnswerAsync(LoopbackRequest request)
        {
            await request.BeginStreamAsync();
            await request.SendAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
            request.Close();
        }
    }

    [Fact]
    public void Its_folder_holds_no_copy_of_the_contract()
    {
        var files = Directory.GetFiles(Path.Combine(s_plugins, "OpenAI")).Select(Path.GetFileName).ToArray();
        Assert.Contains("Switchyard.Provider.OpenAI.deps.json", files);
        Assert.Contains("Switchyard.Sdk.dll", files);
        Assert.DoesNotContain("Switchyard.Contracts.dll", files);
    }
}
