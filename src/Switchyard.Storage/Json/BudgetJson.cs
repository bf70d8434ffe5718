using System.Text.Json;

namespace Switchyard.Storage;

/// <summary>Budgets as JSON.</summary>
internal static class BudgetJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<BudgetStatus> budgets)
    {
        writer.WriteStartArray();
        foreach (var status in budgets)
        {
            writer.WriteStartObject();
            writer.WriteString("scope", status.Budget.Scope.ToString().ToLowerInvariant());
            writer.WriteString("name", status.Budget.Name);
            writer.WriteString("period", status.Budget.Period.ToString().ToLowerInvariant());
            writer.WriteNumber("limitUsd", status.Budget.Limit);
            writer.WriteNumber("spentUsd", status.Spent);
            writer.WriteNumber("reservedUsd", status.Reserved);
            writer.WriteNumber("remainingUsd", status.Remaining);
            writer.WriteTime("resets", status.Resets);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
