using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Switchyard;

namespace Fixture;

/// <summary>A client as a vendor's SDK would bring it, wrapped by the SDK's provider.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new ChatClientProvider(new EchoClient());
}

internal sealed class EchoClient : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var text = messages.Last().Text;
        if (text == "fail")
            throw new System.Net.Http.HttpRequestException("busy", null, System.Net.HttpStatusCode.ServiceUnavailable);
        return Task.FromResult(text == "call" ? Call(options!) : Say($"{options!.ModelId}: {text}"));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var word in messages.Last().Text.Split(' '))
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, word);
        }

        yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 3, OutputTokenCount = 2 })]) { FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static ChatResponse Say(string text) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        FinishReason = ChatFinishReason.Stop,
        Usage = new() { InputTokenCount = 3, OutputTokenCount = 2 },
    };

    private static ChatResponse Call(ChatOptions options) => new(new ChatMessage(
        ChatRole.Assistant, [new FunctionCallContent("c1", options.Tools![0].Name, new Dictionary<string, object?> { ["at"] = 1 })]))
    {
        FinishReason = ChatFinishReason.ToolCalls,
    };
}
