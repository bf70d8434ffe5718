using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>One item of a response's output: a message, or the call of a function.</summary>
/// <param name="Index">Its place in the output.</param>
/// <param name="Id">Its id.</param>
/// <param name="Call">The call, if it is one.</param>
internal sealed record ResponsesItem(int Index, string Id, ToolCallDelta? Call)
{
    /// <summary>The text, or the arguments, as far as they have come.</summary>
    public StringBuilder Content { get; } = new();

    public void Write(Utf8JsonWriter json, bool isComplete)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("type"u8, Call is null ? "message" : "function_call");
        json.WriteString("status"u8, isComplete ? "completed" : "in_progress");
        if (Call is { } call)
        {
            json.WriteString("call_id"u8, call.Id ?? Id);
            json.WriteString("name"u8, call.Name ?? "");
            json.WriteString("arguments"u8, Content.ToString());
        }
        else
        {
            json.WriteString("role"u8, "assistant"u8);
            json.WriteStartArray("content"u8);
            if (isComplete)
                WritePart(json);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public void WritePart(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteString("text"u8, Content.ToString());
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
