using System.Text.Json;

namespace Switchyard.Conformance;

/// <summary>What comes back of a reply in one piece.</summary>
internal static class ReplyChecks
{
    public const string Question = """
        "messages":[{"role":"user","content":"Say it."}]
        """;

    public const string Schema = """
        "response_format":{"type":"json_schema","json_schema":{"name":"mood","strict":true,"schema":{"type":"object","properties":{"mood":{"type":"string","enum":["good","bad"]},"days":{"type":"integer"}},"required":["mood","days"],"additionalProperties":false}}}
        """;

    public const string Tool = """
        "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}}}]
        """;

    public static readonly ConformanceCheck[] All =
    [
        new("reply: it is one canonical object with the answer", AnswerAsync),
        new("usage: the tokens are those that were billed", UsageAsync),
        new("finish: stop", StopAsync),
        new("finish: length", LengthAsync),
        new("finish: tool calls, with name and arguments", ToolCallsAsync),
        new("reply: structured output is the JSON alone", StructuredAsync),
    ];

    public static JsonElement Message(string reply)
    {
        var root = Parse(reply);
        Expect.True(root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() == 1, "The reply must have choices[0].");
        Expect.True(choices[0].TryGetProperty("message", out var message), "The reply must have choices[0].message.");
        return message;
    }

    public static JsonElement Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException)
        {
            throw new ConformanceException($"This must be a JSON object: {(json.Length > 200 ? json[..200] + "…" : json)}");
        }
    }

    public static void ExpectUsage(Simulator.SimulatedUsage billed, TokenUsage reported)
    {
        Expect.Equal(billed.InputTokens, reported.InputTokens, "InputTokens");
        Expect.Equal(billed.OutputTokens, reported.OutputTokens, "OutputTokens, reasoning included,");
        Expect.Equal(billed.CachedInputTokens, reported.CachedInputTokens, "CachedInputTokens");
    }

    private static async Task AnswerAsync(Scene scene)
    {
        var (_, reply) = await CompletedAsync(scene, Question).ConfigureAwait(false);
        Expect.Equal("chat.completion", Parse(reply).TryGetProperty("object", out var kind) ? kind.GetString() : null, "The reply's object");
        Expect.Equal(Vendor.Answer, Message(reply).GetProperty("content").GetString(), "The answer");
    }

    private static async Task UsageAsync(Scene scene)
    {
        var (result, _) = await CompletedAsync(scene, Question).ConfigureAwait(false);
        ExpectUsage(await scene.BilledAsync().ConfigureAwait(false), result.Usage);
    }

    private static async Task StopAsync(Scene scene)
    {
        var (result, _) = await CompletedAsync(scene, Question).ConfigureAwait(false);
        Expect.Equal(FinishReason.Stop, result.FinishReason, "The finish reason");
    }

    private static async Task LengthAsync(Scene scene)
    {
        var (result, reply) = await CompletedAsync(scene, Question + ",\"max_completion_tokens\":12").ConfigureAwait(false);
        Expect.Equal(FinishReason.Length, result.FinishReason, "The finish reason of an answer that reached its limit");
        var text = Message(reply).GetProperty("content").GetString();
        Expect.True(text is not null && text.Length < Vendor.Answer.Length && Vendor.Answer.StartsWith(text, StringComparison.Ordinal), "The answer must be the beginning that the vendor sent.");
    }

    private static async Task ToolCallsAsync(Scene scene)
    {
        var (result, reply) = await CompletedAsync(scene, $"{Question},{Tool}", Vendor.Caller).ConfigureAwait(false);
        Expect.Equal(FinishReason.ToolCalls, result.FinishReason, "The finish reason");
        Expect.True(Message(reply).TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array && calls.GetArrayLength() == 1, "The reply must have one tool call.");
        var call = calls[0];
        Expect.True(call.TryGetProperty("id", out var id) && id.GetString() is { Length: > 0 }, "The tool call must have an id.");
        Expect.Equal("weather", call.GetProperty("function").GetProperty("name").GetString(), "The tool's name");
        ExpectArguments(call.GetProperty("function").GetProperty("arguments").GetString());
    }

    public static void ExpectArguments(string? arguments) =>
        Expect.True(arguments is not null && JsonElement.DeepEquals(Parse(arguments), Parse(Vendor.Arguments)), $"The tool's arguments must be {Vendor.Arguments}, but are {arguments}.");

    private static async Task StructuredAsync(Scene scene)
    {
        var (_, reply) = await CompletedAsync(scene, $"{Question},{Schema}").ConfigureAwait(false);
        var answer = Parse(Message(reply).GetProperty("content").GetString() ?? "");
        Expect.True(answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("mood", out var mood) && mood.GetString() is "good" or "bad", "The answer must fit the schema.");
    }

    private static async Task<(ProviderResult Result, string Reply)> CompletedAsync(Scene scene, string members, string model = Vendor.Model)
    {
        var (result, reply) = await scene.CompleteAsync(members, model).ConfigureAwait(false);
        Expect.True(result.Outcome == Outcome.Completed, $"The outcome must be Completed, but is {result.Outcome}: {result.Detail ?? "no detail"}.");
        return (result, reply);
    }
}
