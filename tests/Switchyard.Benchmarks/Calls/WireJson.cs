using System.Text.Json.Serialization;

namespace Switchyard.Benchmarks.Calls;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireRequest))]
[JsonSerializable(typeof(WireReply))]
internal sealed partial class WireJson : JsonSerializerContext;

internal sealed class WireRequest
{
    public required string Model { get; init; }

    public required IReadOnlyList<WireMessage> Messages { get; init; }

    public bool? Stream { get; init; }

    public WireStreamOptions? StreamOptions { get; init; }
}

internal sealed class WireStreamOptions
{
    public bool IncludeUsage { get; init; }
}

internal sealed class WireMessage
{
    public string? Role { get; init; }

    public string? Content { get; init; }
}

internal sealed class WireReply
{
    public IReadOnlyList<WireChoice> Choices { get; init; } = [];

    public WireUsage? Usage { get; init; }
}

internal sealed class WireChoice
{
    public WireMessage? Message { get; init; }

    public WireMessage? Delta { get; init; }

    public string? FinishReason { get; init; }
}

internal sealed class WireUsage
{
    public int PromptTokens { get; init; }

    public int CompletionTokens { get; init; }
}
