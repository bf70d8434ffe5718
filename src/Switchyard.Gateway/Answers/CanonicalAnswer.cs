using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>A whole canonical reply, for wires that word it otherwise.</summary>
/// <param name="Text">The text; empty for none.</param>
/// <param name="ToolCalls">The tool calls, whole.</param>
/// <param name="Finish">Why the model stopped.</param>
internal sealed record CanonicalAnswer(string Text, IReadOnlyList<ToolCallDelta> ToolCalls, string Finish)
{
    public static bool TryRead(ReadOnlySpan<byte> reply, out CanonicalAnswer answer)
    {
        answer = new("", [], "stop");
        try
        {
            var choice = JsonElement.Parse(reply).GetProperty("choices")[0];
            var message = choice.GetProperty("message");
            var calls = new List<ToolCallDelta>();
            if (message.TryGetProperty("tool_calls", out var listed) && listed.ValueKind == JsonValueKind.Array)
            {
                foreach (var call in listed.EnumerateArray())
                {
                    var function = call.GetProperty("function");
                    calls.Add(new(calls.Count, call.GetProperty("id").GetString(), function.GetProperty("name").GetString(), function.GetProperty("arguments").GetString() ?? ""));
                }
            }

            var text = message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString()! : "";
            answer = new(text, calls, choice.GetProperty("finish_reason").GetString() ?? "stop");
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return false;
        }
    }
}
