using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>How one vendor's requests and replies look. What is served, limited, cached and disturbed is the same for all.</summary>
internal abstract class VendorWire
{
    /// <summary>The shape of its errors.</summary>
    public abstract ErrorStyle Style { get; }

    /// <summary>Whether a request without a key is served, whatever the server's options say.</summary>
    public virtual bool NeedsNoKey => false;

    /// <summary>Blanks that keep a reply in one piece alive.</summary>
    public virtual ReadOnlyMemory<byte> Blank => "\n"u8.ToArray();

    /// <summary>The prefix of the ids of replies.</summary>
    public abstract string ReplyId { get; }

    /// <summary>The prefix of the ids of tool calls.</summary>
    public abstract string CallId { get; }

    /// <summary>The key that a request carries; empty for none.</summary>
    public abstract string Secret(HttpRequest request);

    /// <summary>The headers that every reply has.</summary>
    public virtual void BeginHeaders(HttpContext http, string requestId) => http.Response.Headers["x-request-id"] = requestId;

    /// <summary>The headers that say how long the vendor took.</summary>
    public virtual void WriteProcessed(HttpContext http, TimeSpan elapsed)
    {
    }

    /// <summary>The headers that say where a key stands.</summary>
    public abstract void WriteRateLimits(HttpContext http, SimulatedRateLimit limit, RateLimitStanding standing, DateTimeOffset now);

    /// <summary>An error as this vendor would put it.</summary>
    public virtual ApiError Adapt(ApiError error) =>
        error.Style == ErrorStyle.OpenAI ? error with { Style = Style, Type = ErrorTypes.Of(Style, error) } : error;

    /// <summary>What this vendor calls a canonical finish reason.</summary>
    public virtual string? Finish(string reason) => reason;

    /// <summary>A whole reply.</summary>
    public abstract ReadOnlyMemory<byte> RenderWhole(ReplyIdentity identity, Answer answer, string? finish, SimulatedUsage usage);

    /// <summary>Vectors.</summary>
    public abstract ReadOnlyMemory<byte> RenderEmbeddings(ReplyIdentity identity, SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage);

    /// <summary>The pieces of a stream.</summary>
    public abstract StreamForm BeginStream(ReplyIdentity identity, SimulatedRequest request);

    protected static void WriteCount(IHeaderDictionary headers, string name, int value) =>
        headers[name] = value.ToString(CultureInfo.InvariantCulture);
}
