using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Reads a canonical request as messages and options, new ones each time.</summary>
internal static class ChatRequestReader
{
    /// <exception cref="JsonException">The request is not well-formed.</exception>
    public static (List<ChatMessage> Messages, ChatOptions Options) Read(in ProviderRequest request)
    {
        var messages = new List<ChatMessage>();
        var options = new ChatOptions { ModelId = request.Model };
        var reader = new Utf8JsonReader(request.Body.Span);
        JsonCursor.EnterObject(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;

            // A value of its own, because contents outlive the pooled bytes of the request.
            var value = JsonElement.ParseValue(ref reader);
            if (name == "messages")
                messages.AddRange(value.EnumerateArray().Select(ChatMessageReader.Read));
            else
                Set(options, name, value);
        }

        return (messages, options);
    }

    private static void Set(ChatOptions options, string name, JsonElement value)
    {
        switch (name)
        {
            case "temperature": options.Temperature = value.GetSingle(); break;
            case "top_p": options.TopP = value.GetSingle(); break;
            case "top_k": options.TopK = value.GetInt32(); break;
            case "frequency_penalty": options.FrequencyPenalty = value.GetSingle(); break;
            case "presence_penalty": options.PresencePenalty = value.GetSingle(); break;
            case "max_completion_tokens" or "max_tokens": options.MaxOutputTokens = value.GetInt32(); break;
            case "seed": options.Seed = value.GetInt64(); break;
            case "stop": options.StopSequences = Strings(value); break;
            case "reasoning_effort": options.Reasoning = new() { Effort = EffortOf(value.GetString()) }; break;
            case "parallel_tool_calls": options.AllowMultipleToolCalls = value.GetBoolean(); break;
            case "tools": options.Tools = [.. value.EnumerateArray().Select(ChatToolReader.ReadTool)]; break;
            case "tool_choice": options.ToolMode = ChatToolReader.ReadChoice(value); break;
            case "response_format": ChatToolReader.ReadFormat(options, value); break;
            case "model" or "stream" or "stream_options": break;

            // What has no option of its own is there for a client that looks for it.
            default: (options.AdditionalProperties ??= [])[name] = value; break;
        }
    }

    private static List<string> Strings(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(stop => stop.GetString()!)] : [value.GetString()!];

    private static ReasoningEffort? EffortOf(string? effort) => effort switch
    {
        "none" => ReasoningEffort.None,
        "minimal" or "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" => ReasoningEffort.ExtraHigh,
        _ => null,
    };
}
