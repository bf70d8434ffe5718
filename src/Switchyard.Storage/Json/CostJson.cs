using System.Text.Json;

namespace Switchyard.Storage;

/// <summary>Costs as JSON.</summary>
internal static class CostJson
{
    /// <summary>What costs are to be told apart by, as an operator writes it.</summary>
    public static CostGrouping Grouping(string text, string option) =>
        Enum.GetNames<CostGrouping>().Any(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            ? Enum.Parse<CostGrouping>(text, ignoreCase: true)
            : throw new StorageException($"{option} takes model, provider, task, key, team, tag or day, not \"{text}\".");

    public static void Write(Utf8JsonWriter writer, CostGrouping grouping, IReadOnlyList<CostRow> rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString(grouping.ToString().ToLowerInvariant(), row.Group);
            if (grouping == CostGrouping.Key)
                writer.WriteString("name", row.Name);
            writer.WriteNumber("calls", row.Calls);
            writer.WriteNumber("succeeded", row.Succeeded);
            writer.WriteNumber("attempts", row.Attempts);
            writer.WriteNumber("inputTokens", row.InputTokens);
            writer.WriteNumber("cachedTokens", row.CachedTokens);
            writer.WriteNumber("outputTokens", row.OutputTokens);
            writer.WriteNumber("costUsd", row.Cost);
            writer.WriteNumber("unknownCosts", row.UnknownCosts);
            writer.WriteNumber("costPerSuccessUsd", row.CostPerSuccess);
            writer.WriteNumber("savedUsd", row.Saved);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
