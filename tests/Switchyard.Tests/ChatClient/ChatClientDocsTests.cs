using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Switchyard.Testing;

namespace Switchyard.Tests.ChatClients;

/// <summary>The examples of docs/chat-client.md, so that they compile and do what the page says.</summary>
public sealed class ChatClientDocsTests
{
    private static readonly ProviderManifest s_manifest = new()
    {
        File = "local.provider.json",
        Id = "local",
        Name = "Local model",
        Wire = "chat-client",
        Endpoint = new("http://127.0.0.1/"),
        Models = [new() { Id = "tiny", Capabilities = Capabilities.Tools }],
    };

    [Fact]
    public async Task TheRouterAsAChatClient()
    {
        var services = new ServiceCollection();
        services.AddSwitchyard(options => options.AddProvider(s_manifest, new ScriptedProvider()));
        services.Configure<RouterOptions>(static options => options.Policy = TestCalls.Policy(null, "local/tiny"));
        await using var container = services.BuildServiceProvider();

        var cheap = container.GetRequiredKeyedService<IChatClient>("cheap");
        var response = await cheap.GetResponseAsync("Is a 56 cm frame in stock?", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("local/tiny: ok", $"{response.ModelId}: {response.Text}");
    }

    [Fact]
    public async Task AChatClientAsAProvider()
    {
        using var client = new ScriptedChatClient();
        var options = new RouterOptions { Policy = TestCalls.Policy(null, "local/tiny") };
        options.AddProvider(
            s_manifest,
            new ChatClientProvider(client, exception => exception is TimeZoneNotFoundException ? new(Outcome.Overloaded) : null));
        await using var router = Router.Create(options);

        var answer = await router.AsChatClient(Tier.Cheap).GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("ok", answer.Text);
    }
}
