using System.Text.Json;

namespace Switchyard.Storage;

/// <summary>Calls of the ledger as JSON.</summary>
internal static class LedgerJson
{
    public static void Write(Utf8JsonWriter writer, LedgerCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("id", call.Id);
        writer.WriteTime("started", call.Started);
        writer.WriteString("key", call.Key);
        writer.WriteString("team", call.Team);
        writer.WriteList("tags", call.Tags);
        writer.WriteString("asked", call.Asked);
        writer.WriteString("task", call.Task);
        writer.WriteString("tier", call.Tier);
        writer.WriteString("provider", call.Provider);
        writer.WriteString("model", call.Model);
        writer.WriteString("outcome", call.Outcome);
        WriteUsage(writer, call.Usage);
        writer.WriteNumber("costUsd", call.Cost);
        writer.WriteBoolean("isCached", call.IsCached);
        writer.WriteNumber("savedUsd", call.Saved);
        writer.WriteNumber("durationMs", (decimal)call.Duration.TotalMilliseconds);
        writer.WriteNumber("firstTokenMs", (decimal?)call.FirstToken?.TotalMilliseconds);
        writer.WriteString("requestId", call.RequestId);
        writer.WriteStartArray("attempts");
        foreach (var attempt in call.Attempts)
        {
            writer.WriteStartObject();
            writer.WriteString("provider", attempt.Provider);
            writer.WriteString("model", attempt.Model);
            writer.WriteString("providerKey", attempt.ProviderKey);
            writer.WriteString("outcome", attempt.Outcome);
            writer.WriteString("timeLimit", attempt.TimeLimit);
            writer.WriteNumber("httpStatus", (decimal?)attempt.HttpStatus);
            writer.WriteNumber("durationMs", (decimal)attempt.Duration.TotalMilliseconds);
            WriteUsage(writer, attempt.Usage);
            writer.WriteNumber("costUsd", attempt.Cost);
            writer.WriteString("requestId", attempt.RequestId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter writer, in TokenUsage usage)
    {
        writer.WriteNumber("inputTokens", usage.InputTokens);
        writer.WriteNumber("cachedTokens", usage.CachedInputTokens);
        writer.WriteNumber("writtenTokens", usage.CacheWriteTokens);
        writer.WriteNumber("outputTokens", usage.OutputTokens);
        writer.WriteNumber("reasoningTokens", usage.ReasoningTokens);
    }
}
