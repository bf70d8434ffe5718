using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>The Gemini generateContent wire.</summary>
internal sealed class GeminiWire : VendorWire
{
    public static GeminiWire Instance { get; } = new();

    public override ErrorStyle Style => ErrorStyle.Google;

    public override string ReplyId => "";

    public override string CallId => "";

    public override string Secret(HttpRequest request) =>
        request.Headers["x-goog-api-key"].ToString() is { Length: > 0 } key ? key : request.Query["key"].ToString();

    // This vendor names its requests in its replies, and says in no header where a key stands.
    public override void BeginHeaders(HttpContext http, string requestId)
    {
    }

    public override void WriteRateLimits(HttpContext http, SimulatedRateLimit limit, RateLimitStanding standing, DateTimeOffset now)
    {
    }

    public override string? Finish(string reason) => reason switch
    {
        "stop" or "tool_calls" => "STOP",
        "length" => "MAX_TOKENS",
        _ => "SAFETY",
    };

    public override ReadOnlyMemory<byte> RenderWhole(ReplyIdentity identity, Answer answer, string? finish, SimulatedUsage usage) =>
        GeminiJson.Render(identity, usage, finish, json =>
        {
            if (usage.ReasoningTokens > 0)
                GeminiJson.WriteThought(json, usage.ReasoningTokens);
            if (answer.Tool is { } tool)
                GeminiJson.WriteCall(json, tool, answer.Text);
            else
                GeminiJson.WriteText(json, answer.Text);
        });

    public override ReadOnlyMemory<byte> RenderEmbeddings(
        ReplyIdentity identity, SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage) => GeminiJson.RenderEmbeddings(model, inputs, usage);

    public override StreamForm BeginStream(ReplyIdentity identity, SimulatedRequest request) => new GeminiStream(identity);
}
