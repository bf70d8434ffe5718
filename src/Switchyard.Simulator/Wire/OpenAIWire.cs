using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>The OpenAI wire.</summary>
internal sealed class OpenAIWire : VendorWire
{
    private const string Scheme = "Bearer ";

    public static OpenAIWire Instance { get; } = new();

    public override ErrorStyle Style => ErrorStyle.OpenAI;

    public override string ReplyId => "chatcmpl-";

    public override string CallId => "call_";

    public override string Secret(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
    }

    public override void BeginHeaders(HttpContext http, string requestId)
    {
        base.BeginHeaders(http, requestId);
        http.Response.Headers["openai-version"] = "2020-10-01";
        http.Response.Headers["openai-organization"] = "simulated";
    }

    public override void WriteProcessed(HttpContext http, TimeSpan elapsed) =>
        http.Response.Headers["openai-processing-ms"] = ((long)elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    public override void WriteRateLimits(HttpContext http, SimulatedRateLimit limit, RateLimitStanding standing, DateTimeOffset now)
    {
        Write(http.Response.Headers, "requests", limit.Requests, standing.UsedRequests, standing.Reset);
        Write(http.Response.Headers, "tokens", limit.Tokens, standing.UsedTokens, standing.Reset);
    }

    public override ApiError Adapt(ApiError error) => error;

    public override ReadOnlyMemory<byte> RenderWhole(ReplyIdentity identity, Answer answer, string? finish, SimulatedUsage usage) =>
        CompletionJson.Render(identity, answer, finish, usage);

    public override ReadOnlyMemory<byte> RenderEmbeddings(
        ReplyIdentity identity, SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage) =>
        EmbeddingsJson.Render(identity, model, inputs, usage);

    public override StreamForm BeginStream(ReplyIdentity identity, SimulatedRequest request) => new ChunkJson(identity, request);

    private static void Write(IHeaderDictionary headers, string what, int? limit, int used, TimeSpan reset)
    {
        if (limit is not { } most)
            return;
        WriteCount(headers, $"x-ratelimit-limit-{what}", most);
        WriteCount(headers, $"x-ratelimit-remaining-{what}", Math.Max(0, most - used));
        headers[$"x-ratelimit-reset-{what}"] = WireDuration.Format(reset);
    }
}
