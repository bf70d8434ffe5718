using System.Net.Http.Headers;
using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>A vendor that speaks the Gemini wire.</summary>
internal sealed class GeminiProvider : TranslatingProvider
{
    private readonly GeminiOptions _options;

    public GeminiProvider(ProviderSettings settings)
        : this(settings, new GeminiOptions(settings.Manifest.Span))
    {
    }

    private GeminiProvider(ProviderSettings settings, GeminiOptions options)
        : base(settings, options.Wire) => _options = options;

    protected override bool MakesEmbeddings => true;

    protected override void Translate(JsonElement body, TranslatedRequest target)
    {
        var method = target.Operation == ProviderOperation.Embeddings ? "batchEmbedContents"
            : target.IsStream ? "streamGenerateContent?alt=sse"
            : "generateContent";
        target.Path = $"models/{target.Model}:{method}";
        if (target.Operation == ProviderOperation.Embeddings)
            EmbeddingWriter.Write(body, target);
        else
            new RequestWriter(body, target, _options.Thinking(target.Model)).Write();
    }

    protected override void Authenticate(HttpRequestHeaders headers, ProviderKey key) =>
        headers.TryAddWithoutValidation("x-goog-api-key", key.Reveal());

    protected override bool ReadReply(JsonSlice reply, ChatReply answer) => ReplyReader.Read(reply, answer);

    protected override bool ReadEmbeddings(JsonSlice reply, EmbeddingsReply vectors)
    {
        foreach (var embedding in reply["embeddings"u8].Items)
        {
            if (!vectors.TryAdd(embedding["values"u8]))
                return false;
        }

        vectors.Usage = Usage.Read(reply["usageMetadata"u8]);
        return true;
    }

    protected override StreamTranslator CreateTranslator(TranslatedRequest request) => new EventTranslator(request);
}
