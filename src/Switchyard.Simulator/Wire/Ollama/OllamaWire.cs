using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>The Ollama chat wire.</summary>
internal sealed class OllamaWire : VendorWire
{
    public static OllamaWire Instance { get; } = new();

    public override ErrorStyle Style => ErrorStyle.Ollama;

    public override bool NeedsNoKey => true;

    public override string ReplyId => "";

    public override string CallId => "";

    public override string Secret(HttpRequest request) => OpenAIWire.Instance.Secret(request);

    // A server of one's own names no requests and knows no limits.
    public override void BeginHeaders(HttpContext http, string requestId)
    {
    }

    public override void WriteRateLimits(HttpContext http, SimulatedRateLimit limit, RateLimitStanding standing, DateTimeOffset now)
    {
    }

    public override string? Finish(string reason) => reason == "length" ? "length" : "stop";

    public override ReadOnlyMemory<byte> RenderWhole(ReplyIdentity identity, Answer answer, string? finish, SimulatedUsage usage) =>
        OllamaJson.RenderWhole(identity, answer, finish, usage);

    public override ReadOnlyMemory<byte> RenderEmbeddings(
        ReplyIdentity identity, SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage) =>
        OllamaJson.RenderEmbeddings(identity, model, inputs, usage);

    public override StreamForm BeginStream(ReplyIdentity identity, SimulatedRequest request) => new OllamaStream(identity);
}
