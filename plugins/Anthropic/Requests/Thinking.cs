using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>What <c>reasoning_effort</c> means on this wire.</summary>
internal sealed class Thinking
{
    private const int LeastBudget = 1024;

    private readonly string? _type;
    private readonly int _budget;

    public Thinking(JsonElement body, IReadOnlyList<JsonElement> messages, string form, int maxTokens)
    {
        if (body.Optional("reasoning_effort") is not { } value || form == "none")
            return;

        var effort = value.GetString()!;
        if (form == "adaptive")
        {
            Effort = effort == "none" ? null : Level(effort);
            _type = effort == "none" ? "disabled" : IsForced(body) ? null : "adaptive";
        }
        else if (effort != "none" && !IsForced(body) && !LacksBlocks(messages))
        {
            // Half of the answer at most: the limit counts both.
            _budget = Math.Min(Budget(effort), maxTokens / 2);
            _type = _budget >= LeastBudget ? "enabled" : null;
        }
    }

    /// <summary>The effort to ask for beside thinking; <see langword="null"/> for the model's own.</summary>
    public string? Effort { get; }

    /// <summary>Whether the model thinks within a budget of tokens, and so takes no sampling parameters.</summary>
    public bool HasBudget => _type == "enabled";

    public void Write(Utf8JsonWriter json)
    {
        if (_type is null)
            return;
        json.WriteStartObject("thinking"u8);
        json.WriteString("type"u8, _type);
        if (HasBudget)
            json.WriteNumber("budget_tokens"u8, _budget);
        else if (_type == "adaptive")
            json.WriteString("display"u8, "summarized"u8);
        json.WriteEndObject();
    }

    private static string Level(string effort) => effort switch
    {
        "minimal" or "low" => "low",
        "medium" or "high" or "xhigh" or "max" => effort,
        _ => throw Unknown(effort),
    };

    private static int Budget(string effort) => effort switch
    {
        "minimal" => LeastBudget,
        "low" => 2048,
        "medium" => 8192,
        "high" => 16384,
        "xhigh" or "max" => 32768,
        _ => throw Unknown(effort),
    };

    private static TranslationException Unknown(string effort) =>
        new($"reasoning_effort: \"{effort}\" is unknown; write none, minimal, low, medium, high, xhigh or max.");

    // A model that must call a tool may not think first.
    private static bool IsForced(JsonElement body) =>
        body.Optional("tool_choice") is { } choice && (choice.ValueKind == JsonValueKind.Object || choice.ValueEquals("required"u8));

    // In the middle of a tool loop the wire wants the thoughts of the turn back, signed. Without them it must go on without thinking.
    private static bool LacksBlocks(IReadOnlyList<JsonElement> messages)
    {
        for (var index = messages.Count - 1; index >= 0; index--)
        {
            var role = CanonicalJson.Role(messages[index], $"messages[{index}]");
            if (role == "user")
                return false;
            if (role == "assistant" && messages[index].Optional("thinking_blocks") is null)
                return true;
        }

        return false;
    }
}
