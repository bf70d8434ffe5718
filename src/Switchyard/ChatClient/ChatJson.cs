using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>
/// The values inside a function's arguments and results. Their types are the application's, so they go through the type information that
/// Microsoft.Extensions.AI keeps for that purpose.
/// </summary>
internal static class ChatJson
{
    // Indentation would be paid for in tokens.
    private static readonly JsonSerializerOptions s_options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    private static readonly JsonTypeInfo s_any = s_options.GetTypeInfo(typeof(object));

    private static readonly JsonTypeInfo<IDictionary<string, object?>> s_arguments =
        (JsonTypeInfo<IDictionary<string, object?>>)s_options.GetTypeInfo(typeof(IDictionary<string, object?>));

    public static string WriteArguments(IDictionary<string, object?>? arguments) =>
        arguments is null ? "{}" : JsonSerializer.Serialize(arguments, s_arguments);

    public static string WriteResult(FunctionResultContent result) => result.Result switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement element => element.GetRawText(),
        null => result.Exception is null ? "" : "The function failed.",
        var value => JsonSerializer.Serialize(value, s_any),
    };

    /// <summary>A call as the model made it. Arguments that are no JSON object are reported on the content, as other clients do.</summary>
    public static FunctionCallContent ReadCall(string id, string name, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(
            arguments, id, name, static json => json.Length == 0 ? null : JsonSerializer.Deserialize(json, s_arguments));
}
