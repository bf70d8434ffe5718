using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>What one canonical chunk adds to the answer, for wires that word it otherwise.</summary>
internal readonly record struct CanonicalDelta
{
    /// <summary>More of the text; <see langword="null"/> for none.</summary>
    public string? Text { get; private init; }

    /// <summary>Pieces of tool calls.</summary>
    public IReadOnlyList<ToolCallDelta> ToolCalls { get; private init; }

    /// <summary>Why the model stopped; <see langword="null"/> while it goes on.</summary>
    public string? Finish { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> chunk, out CanonicalDelta delta)
    {
        delta = new() { ToolCalls = [] };
        try
        {
            var root = JsonElement.Parse(chunk);
            if (!root.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
                return true;

            var choice = choices[0];
            if (choice.TryGetProperty("finish_reason", out var finish) && finish.ValueKind == JsonValueKind.String)
                delta = delta with { Finish = finish.GetString() };
            if (choice.TryGetProperty("delta", out var more) && more.ValueKind == JsonValueKind.Object)
                delta = delta with { Text = TextOf(more, "content"), ToolCalls = ReadCalls(more) };
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static List<ToolCallDelta> ReadCalls(JsonElement delta)
    {
        if (!delta.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
            return [];

        var read = new List<ToolCallDelta>();
        foreach (var call in calls.EnumerateArray())
        {
            var index = call.TryGetProperty("index", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var at) ? at : (int?)null;
            var function = call.TryGetProperty("function", out var named) && named.ValueKind == JsonValueKind.Object ? named : default;
            read.Add(new(index, TextOf(call, "id"), TextOf(function, "name"), TextOf(function, "arguments") ?? ""));
        }

        return read;
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
