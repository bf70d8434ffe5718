using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>A request on its way into a vendor's own form: the provider fills it in.</summary>
public sealed class TranslatedRequest
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal TranslatedRequest(in ProviderRequest request, bool isStream, long created)
    {
        (Model, Operation, IsStream, Created) = (request.Model, request.Operation, isStream, created);
        Buffer = new();
        Json = new(Buffer, s_json);
    }

    /// <summary>The provider's own id of the model.</summary>
    public string Model { get; }

    /// <summary>What is asked for.</summary>
    public ProviderOperation Operation { get; }

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool IsStream { get; }

    /// <summary>When the request was made, in seconds since 1970: the <c>created</c> of the reply.</summary>
    public long Created { get; }

    /// <summary>Writes the vendor's body, one JSON object. Escapes as little as it may.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>What follows the endpoint; may have a query.</summary>
    public string Path { get; set; } = "";

    /// <summary>Whether vectors are asked for as base64.</summary>
    internal bool IsBase64 { get; set; }

    internal PooledBuffer Buffer { get; }
}
