using System.Collections.Frozen;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>The parameters that do not change what the simulator answers, but must be right all the same.</summary>
internal static class ScalarParameters
{
    // The create-chat-completion reference of OpenAI's API as of 2026.
    private static readonly FrozenSet<string> s_known = new[]
    {
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages",
        "metadata", "modalities", "model", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key",
        "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier",
        "stop", "store", "stream", "stream_options", "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity",
        "web_search_options",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static void Check(JsonElement body, bool rejectUnknown)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            if (rejectUnknown && !s_known.Contains(parameter.Name))
            {
                throw new ApiException(new(
                    400, $"Unknown parameter: '{parameter.Name}'.", Param: parameter.Name, Code: "unknown_parameter"));
            }

            if (parameter.Value.ValueKind != JsonValueKind.Null)
                CheckOne(parameter.Name, parameter.Value);
        }
    }

    private static void CheckOne(string name, JsonElement value)
    {
        switch (name)
        {
            case "temperature":
                JsonCheck.Number(value, name, 0, 2);
                break;
            case "top_p":
                JsonCheck.Number(value, name, 0, 1);
                break;
            case "frequency_penalty" or "presence_penalty":
                JsonCheck.Number(value, name, -2, 2);
                break;
            case "store" or "parallel_tool_calls":
                JsonCheck.Boolean(value, name);
                break;
            case "metadata" or "logit_bias":
                JsonCheck.Object(value, name);
                break;
            case "user" or "prompt_cache_key" or "safety_identifier" or "service_tier" or "verbosity" or "reasoning_effort":
                JsonCheck.String(value, name);
                break;
            case "n" when JsonCheck.Integer(value, name, 1) != 1:
                throw Only(name, "1");
            case "logprobs" when JsonCheck.Boolean(value, name):
                throw Only(name, "false");
        }
    }

    private static ApiException Only(string name, string value) => new(new(
        400,
        $"Unsupported value: '{name}' does not support this value with this model. Only the default ({value}) value is supported.",
        Param: name,
        Code: "unsupported_value"));
}
