using System.Net.Http.Headers;
using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Ollama;

/// <summary>A server that speaks the Ollama wire.</summary>
internal sealed class OllamaProvider : TranslatingProvider
{
    private readonly OllamaOptions _options;

    public OllamaProvider(ProviderSettings settings)
        : this(settings, new OllamaOptions(settings.Manifest.Span))
    {
    }

    private OllamaProvider(ProviderSettings settings, OllamaOptions options)
        : base(settings, options.Wire) => _options = options;

    protected override bool MakesEmbeddings => true;

    protected override void Translate(JsonElement body, TranslatedRequest target)
    {
        target.Path = target.Operation == ProviderOperation.Embeddings ? "api/embed" : "api/chat";
        if (target.Operation == ProviderOperation.Embeddings)
            EmbeddingWriter.Write(body, target);
        else
            new RequestWriter(body, target, _options).Write();
    }

    // A server of one's own needs none; one behind a proxy may.
    protected override void Authenticate(HttpRequestHeaders headers, ProviderKey key) =>
        headers.TryAddWithoutValidation("Authorization", $"Bearer {key.Reveal()}");

    protected override bool ReadReply(JsonSlice reply, ChatReply answer) => ReplyReader.Read(reply, answer);

    protected override bool ReadEmbeddings(JsonSlice reply, EmbeddingsReply vectors)
    {
        foreach (var vector in reply["embeddings"u8].Items)
        {
            if (!vectors.TryAdd(vector))
                return false;
        }

        vectors.Model = reply["model"u8].GetString() ?? vectors.Model;
        vectors.Usage = ReplyReader.Usage(reply);
        return true;
    }

    protected override StreamTranslator CreateTranslator(TranslatedRequest request) => new LineTranslator(request);
}
