namespace Switchyard;

/// <summary>The names of metrics, spans and attributes. Those under <c>gen_ai</c> are OpenTelemetry's (status: Development), the others ours.</summary>
internal static class TelemetryNames
{
    public const string Source = "Switchyard";

    public const string TokenUsage = "gen_ai.client.token.usage";
    public const string OperationDuration = "gen_ai.client.operation.duration";
    public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
    public const string Attempts = "switchyard.attempts";
    public const string Cost = "switchyard.cost";
    public const string SkippedChunks = "switchyard.stream.skipped_chunks";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string ConversationId = "gen_ai.conversation.id";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CacheReadTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string CacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string ErrorType = "error.type";
    public const string Task = "switchyard.task";
    public const string Tier = "switchyard.tier";
    public const string Outcome = "switchyard.outcome";
    public const string AttemptCount = "switchyard.attempt.count";
    public const string CostUsd = "switchyard.cost.usd";

    public const string Chat = "chat";
    public const string Input = "input";
    public const string Output = "output";

    public static string NameOf(Tier tier) => tier switch
    {
        Switchyard.Tier.Cheap => nameof(Switchyard.Tier.Cheap),
        Switchyard.Tier.Mid => nameof(Switchyard.Tier.Mid),
        Switchyard.Tier.Frontier => nameof(Switchyard.Tier.Frontier),
        _ => nameof(Switchyard.Tier.Auto),
    };

    /// <summary>The name that OpenTelemetry knows a provider by; its own id where there is none.</summary>
    public static string Provider(string id) => id switch
    {
        "google" => "gcp.gemini",
        "mistral" => "mistral_ai",
        "xai" => "x_ai",
        "bedrock" => "aws.bedrock",
        "azure" => "azure.ai.openai",
        _ => id,
    };
}
