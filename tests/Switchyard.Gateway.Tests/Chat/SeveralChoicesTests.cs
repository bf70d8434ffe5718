using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace Switchyard.Gateway.Tests;

/// <summary>Several answers to one request, and the probabilities of their tokens, as OpenAI sends them.</summary>
public sealed class SeveralChoicesTests
{
    private const string Logprobs = """{"content":[{"token":"Hi","logprob":-0.31725305,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.31725305,"bytes":[72,105]},{"token":"Hey","logprob":-1.3190403,"bytes":[72,101,121]}]}],"refusal":null}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_answer_goes_through_with_all_of_them()
    {
        const string Choices = "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"refusal\":null,\"annotations\":[]},\"logprobs\":" + Logprobs
            + ",\"finish_reason\":\"stop\"},{\"index\":1,\"message\":{\"role\":\"assistant\",\"content\":\"Hey\",\"refusal\":null,\"annotations\":[]},\"logprobs\":" + Logprobs + ",\"finish_reason\":\"length\"}]";
        await using var vendor = await RawVendor.StartAsync(
            "{\"id\":\"chatcmpl-B9MBs8\",\"object\":\"chat.completion\",\"created\":1741569952,\"model\":\"gpt-4.1-2025-04-14\"," + Choices
            + ",\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"total_tokens\":29},\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\"}");
        await using var gateway = await vendor.FrontAsync();
        using var client = new HttpClient { BaseAddress = new(gateway.Addresses[0]) };
        using var response = await client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("cheap", ",\"n\":2,\"logprobs\":true,\"top_logprobs\":2"), Encoding.UTF8, "application/json"), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains(Choices, text, StringComparison.Ordinal);
        Assert.Equal("raw/m", JsonElement.Parse(text).GetProperty("model").GetString());
        var asked = JsonElement.Parse(vendor.LastBody);
        Assert.Equal((2, true, 2), (asked.GetProperty("n").GetInt32(), asked.GetProperty("logprobs").GetBoolean(), asked.GetProperty("top_logprobs").GetInt32()));
    }

    [Fact]
    public async Task A_stream_goes_on_until_the_last_of_them_has_ended()
    {
        await using var vendor = await RawVendor.StartAsync(Stream(
            Chunk(0, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
            Chunk(0, "{\"content\":\"Hi\"}", Logprobs),
            Chunk(1, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
            Chunk(0, "{}", finish: "\"stop\""),
            Chunk(1, "{\"content\":\"Hey\"}", Logprobs),
            Chunk(1, "{\"content\":\" there\"}"),
            Chunk(1, "{}", finish: "\"stop\"")), isStream: true);
        await using var gateway = await vendor.FrontAsync();
        using var client = new HttpClient { BaseAddress = new(gateway.Addresses[0]) };
        using var response = await client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("cheap", ",\"n\":2,\"logprobs\":true,\"stream\":true"), Encoding.UTF8, "application/json"), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains("\"content\":\" there\"", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("\"finish_reason\":\"stop\"").Length - 1);
        Assert.Equal(2, text.Split(Logprobs).Length - 1);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_official_client_reads_the_probabilities_of_a_stream()
    {
        await using var vendor = await RawVendor.StartAsync(Stream(
            Chunk(0, "{\"role\":\"assistant\",\"content\":\"\"}"), Chunk(0, "{\"content\":\"Hi\"}", Logprobs), Chunk(0, "{}", finish: "\"stop\"")), isStream: true);
        await using var gateway = await vendor.FrontAsync();
        var client = new ChatClient("cheap", new System.ClientModel.ApiKeyCredential("sk-x"), new OpenAIClientOptions { Endpoint = new(gateway.Addresses[0] + "/v1") });
        var tokens = new List<ChatTokenLogProbabilityDetails>();
        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("x")], new() { IncludeLogProbabilities = true, TopLogProbabilityCount = 2 }, Token))
            tokens.AddRange(update.ContentTokenLogProbabilities);
        Assert.Equal(("Hi", 2), (Assert.Single(tokens).Token, tokens[0].TopLogProbabilities.Count));
    }

    private static string Chunk(int index, string delta, string logprobs = "null", string finish = "null") =>
        $$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1741569952,"model":"gpt-4.1","system_fingerprint":"fp_1","choices":[{"index":{{index}},"delta":{{delta}},"logprobs":{{logprobs}},"finish_reason":{{finish}}}],"usage":null}""";

    private static string Stream(params string[] chunks) =>
        string.Concat([
            .. chunks.Select(chunk => $"data: {chunk}\n\n"),
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1741569952,\"model\":\"gpt-4.1\",\"choices\":[],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"total_tokens\":29}}\n\n",
            "data: [DONE]\n\n"]);
}
