using System.Net.Http.Headers;
using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>A vendor that speaks the Anthropic messages wire.</summary>
internal sealed class AnthropicProvider : TranslatingProvider
{
    private readonly AnthropicOptions _options;

    public AnthropicProvider(ProviderSettings settings)
        : this(settings, new AnthropicOptions(settings.Manifest.Span))
    {
    }

    private AnthropicProvider(ProviderSettings settings, AnthropicOptions options)
        : base(settings, options.Wire) => _options = options;

    protected override void Translate(JsonElement body, TranslatedRequest target)
    {
        target.Path = "v1/messages";
        new RequestWriter(body, target, _options).Write();
    }

    protected override void Authenticate(HttpRequestHeaders headers, ProviderKey key) =>
        headers.TryAddWithoutValidation("x-api-key", key.Reveal());

    protected override bool ReadReply(JsonSlice reply, ChatReply answer) => ReplyReader.Read(reply, answer);

    protected override StreamTranslator CreateTranslator(TranslatedRequest request) => new EventTranslator(request);
}
