using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

namespace Switchyard.Benchmarks.Calls;

/// <summary>The vendor's own SDK.</summary>
internal sealed class OpenAISdkCaller(Uri endpoint) : ICaller
{
    private readonly ChatClient _client = new("gpt-6-luna", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = endpoint });

    public string Name => "OpenAI .NET SDK";

    public async Task<int> CompleteAsync(string message)
    {
        ChatCompletion completion = await _client.CompleteChatAsync(new SystemChatMessage(BenchmarkDesk.Instruction), new UserChatMessage(message));
        return completion.Content[0].Text.Length;
    }

    public async Task<int> StreamAsync(string message)
    {
        var length = 0;
        await foreach (var update in _client.CompleteChatStreamingAsync(new SystemChatMessage(BenchmarkDesk.Instruction), new UserChatMessage(message)))
        {
            foreach (var part in update.ContentUpdate)
                length += part.Text.Length;
        }

        return length;
    }
}
