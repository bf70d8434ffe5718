namespace Switchyard.Conformance;

/// <summary>What reaches the vendor.</summary>
internal static class RequestChecks
{
    public static readonly ConformanceCheck[] All =
    [
        new("request: messages, roles and text arrive unchanged", MessagesAsync),
        new("request: the token limit arrives", TokenLimitAsync),
        new("request: tools arrive, and so do their results", ToolsAsync),
        new("request: the schema arrives", SchemaAsync),
        new("request: images arrive", ImagesAsync),
        new("request: one attempt is one request", OnceAsync),
    ];

    private const string Messages = """
        "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße \"quoted\" 漢字 🚲"},{"role":"assistant","content":"Yes?"},{"role":"user","content":"Why\nso?"}]
        """;

    private const string Image = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static async Task MessagesAsync(Scene scene)
    {
        await CompletedAsync(scene, Messages).ConfigureAwait(false);
        Expect.Equal(Vendor.Model, scene.Seen.Model, "The model that the vendor was asked for");
        Expect.Equal("Be brief.", scene.Seen.System, "The system message");
        var said = scene.Seen.Messages.Where(message => message.Role is not ("system" or "developer")).Select(message => $"{message.Role}: {message.Text}");
        Expect.Equal("user: Grüße \"quoted\" 漢字 🚲 | assistant: Yes? | user: Why\nso?", string.Join(" | ", said), "What the vendor was told");
        Expect.Equal(false, scene.Seen.IsStream, "Whether the vendor was asked for a stream");
    }

    private static async Task TokenLimitAsync(Scene scene)
    {
        await CompletedAsync(scene, Messages + ",\"max_completion_tokens\":321").ConfigureAwait(false);
        Expect.Equal(321, scene.Seen.MaxTokens, "The limit of the answer");
    }

    private static async Task ToolsAsync(Scene scene)
    {
        const string Tools = """
            "tools":[{"type":"function","function":{"name":"weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
              {"type":"function","function":{"name":"time","parameters":{"type":"object","properties":{}}}}]
            """;
        await CompletedAsync(scene, $"{Messages},{Tools}").ConfigureAwait(false);
        Expect.Equal("weather, time", string.Join(", ", scene.Seen.Tools), "The tools on offer");

        const string Results = """
            "messages":[{"role":"user","content":"Weather?"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Bern\"}"}}]},
              {"role":"tool","tool_call_id":"call_1","content":"rain, 7 °C"}]
            """;
        await CompletedAsync(scene, $"{Results},{Tools}").ConfigureAwait(false);
        Expect.True(scene.Seen.Body.GetRawText() is var body && (body.Contains("7 °C", StringComparison.Ordinal) || body.Contains("7 \\u00", StringComparison.OrdinalIgnoreCase)), "The tool's result did not reach the vendor.");
    }

    private static async Task SchemaAsync(Scene scene)
    {
        await CompletedAsync(scene, $"{Messages},{ReplyChecks.Schema}").ConfigureAwait(false);
        Expect.True(scene.Seen.Schema is { } schema && schema.GetRawText().Contains("\"mood\"", StringComparison.Ordinal), "The JSON schema of response_format did not reach the vendor.");
    }

    private static async Task ImagesAsync(Scene scene)
    {
        const string Seeing = $$$"""
            "messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"{{{Image}}}"}}]}]
            """;
        await CompletedAsync(scene, Seeing).ConfigureAwait(false);
        Expect.Equal("What is this?", scene.Seen.Prompt, "The text beside the image");

        // A model that cannot see refuses images: if it answers, it got none.
        var (result, _) = await scene.CompleteAsync(Seeing, Vendor.Blind).ConfigureAwait(false);
        Expect.Equal(Outcome.InvalidRequest, result.Outcome, "The outcome at a model that refuses images");
    }

    private static async Task OnceAsync(Scene scene)
    {
        scene.Server.Faults.Add(Simulator.Fault.Status(500));
        await scene.CompleteAsync(Messages).ConfigureAwait(false);
        Expect.Equal(1, scene.Server.Requests.Count, "The number of requests for one attempt that fails (retries are the engine's)");
        await scene.StreamAsync(Messages).ConfigureAwait(false);
        Expect.Equal(2, scene.Server.Requests.Count, "The number of requests for that and a stream that fails");
    }

    private static async Task CompletedAsync(Scene scene, string members)
    {
        var (result, _) = await scene.CompleteAsync(members).ConfigureAwait(false);
        Expect.True(result.Outcome == Outcome.Completed, $"The outcome must be Completed, but is {result.Outcome}: {result.Detail ?? "no detail"}.");
    }
}
