using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>The Anthropic messages wire.</summary>
internal sealed class AnthropicWire : VendorWire
{
    public static AnthropicWire Instance { get; } = new();

    public override ErrorStyle Style => ErrorStyle.Anthropic;

    public override string ReplyId => "msg_";

    public override string CallId => "toolu_";

    public override string Secret(HttpRequest request) => request.Headers["x-api-key"].ToString();

    public override void BeginHeaders(HttpContext http, string requestId)
    {
        http.Response.Headers["request-id"] = requestId;
        http.Response.Headers["anthropic-organization-id"] = "simulated";
    }

    public override void WriteRateLimits(HttpContext http, SimulatedRateLimit limit, RateLimitStanding standing, DateTimeOffset now)
    {
        // Rounded up to a second: half a second too early would break the promise.
        var reset = (now + standing.Reset + TimeSpan.FromSeconds(0.999)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Write(http.Response.Headers, "requests", limit.Requests, standing.UsedRequests, reset);
        Write(http.Response.Headers, "tokens", limit.Tokens, standing.UsedTokens, reset);
    }

    // This vendor's overload has a status of its own.
    public override ApiError Adapt(ApiError error) => base.Adapt(error is { Status: 503, Style: ErrorStyle.OpenAI } ? error with { Status = 529 } : error);

    public override string? Finish(string reason) => reason switch
    {
        "stop" => "end_turn",
        "length" => "max_tokens",
        "tool_calls" => "tool_use",
        _ => "refusal",
    };

    public override ReadOnlyMemory<byte> RenderWhole(ReplyIdentity identity, Answer answer, string? finish, SimulatedUsage usage) =>
        AnthropicJson.RenderMessage(identity, answer, finish, usage);

    public override ReadOnlyMemory<byte> RenderEmbeddings(
        ReplyIdentity identity, SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage) =>
        throw new InvalidOperationException("This wire reads no request for embeddings.");

    public override StreamForm BeginStream(ReplyIdentity identity, SimulatedRequest request) => new AnthropicStream(identity);

    private static void Write(IHeaderDictionary headers, string what, int? limit, int used, string reset)
    {
        if (limit is not { } most)
            return;
        WriteCount(headers, $"anthropic-ratelimit-{what}-limit", most);
        WriteCount(headers, $"anthropic-ratelimit-{what}-remaining", Math.Max(0, most - used));
        headers[$"anthropic-ratelimit-{what}-reset"] = reset;
    }
}
