using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>The top-level fields of a chat request whose type is checked. What is not listed is passed on as it is.</summary>
internal static class ChatFields
{
    private static readonly Known s_unknown = new("", [], ChatField.Other, JsonKind.Any, 0);

    private static readonly Known[][] s_byLength = ByLength(
        ("model", ChatField.Model, JsonKind.Text),
        ("models", ChatField.Models, JsonKind.Array),
        ("stream", ChatField.Stream, JsonKind.Boolean),
        ("stream_options", ChatField.StreamOptions, JsonKind.Object),
        ("max_tokens", ChatField.MaxTokens, JsonKind.Integer),
        ("max_completion_tokens", ChatField.MaxCompletionTokens, JsonKind.Integer),
        ("messages", ChatField.Messages, JsonKind.Array),
        ("tools", ChatField.Tools, JsonKind.Array),
        ("functions", ChatField.Tools, JsonKind.Array),
        ("response_format", ChatField.ResponseFormat, JsonKind.Object),
        ("temperature", ChatField.Other, JsonKind.Number),
        ("top_p", ChatField.Other, JsonKind.Number),
        ("frequency_penalty", ChatField.Other, JsonKind.Number),
        ("presence_penalty", ChatField.Other, JsonKind.Number),
        ("n", ChatField.Choices, JsonKind.Integer),
        ("seed", ChatField.Other, JsonKind.Integer),
        ("top_logprobs", ChatField.Other, JsonKind.Integer),
        ("logprobs", ChatField.Other, JsonKind.Boolean),
        ("parallel_tool_calls", ChatField.Other, JsonKind.Boolean),
        ("store", ChatField.Other, JsonKind.Boolean),
        ("user", ChatField.User, JsonKind.Text),
        ("service_tier", ChatField.Other, JsonKind.Text),
        ("reasoning_effort", ChatField.Other, JsonKind.Text),
        ("stop", ChatField.Other, JsonKind.Text | JsonKind.Array),
        ("tool_choice", ChatField.Other, JsonKind.Text | JsonKind.Object),
        ("modalities", ChatField.Other, JsonKind.Array),
        ("metadata", ChatField.Metadata, JsonKind.Object),
        ("logit_bias", ChatField.Other, JsonKind.Object),
        ("prediction", ChatField.Other, JsonKind.Object),
        ("audio", ChatField.Other, JsonKind.Object));

    /// <summary>The field whose name the reader stands on, with a bit of its own; 0 for one that is not listed.</summary>
    public static (string Name, ChatField Field, JsonKind Kind, ulong Bit) Find(ref Utf8JsonReader reader)
    {
        // An escaped name is the same name to whoever reads the body after us.
        var name = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            var plain = new byte[name.Length];
            name = plain.AsSpan(0, reader.CopyString(plain));
        }

        var known = Find(name);
        return (known.Name, known.Field, known.Kind, known.Bit);
    }

    private static Known Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < s_byLength.Length)
        {
            foreach (var known in s_byLength[name.Length])
            {
                if (name.SequenceEqual(known.Utf8))
                    return known;
            }
        }

        return s_unknown;
    }

    private static Known[][] ByLength(params (string Name, ChatField Field, JsonKind Kind)[] fields) =>
        [.. Enumerable.Range(0, fields.Max(field => field.Name.Length) + 1).Select(length => fields
            .Select((field, index) => new Known(field.Name, Encoding.UTF8.GetBytes(field.Name), field.Field, field.Kind, 1UL << index))
            .Where(field => field.Utf8.Length == length)
            .ToArray())];

    private sealed record Known(string Name, byte[] Utf8, ChatField Field, JsonKind Kind, ulong Bit);
}
