namespace Switchyard.Generators;

/// <summary>The JSON schema of an enum answer.</summary>
internal static class ChoiceSchema
{
    // The wire's limits for a schema's name.
    private const int MaxNameLength = 64;

    /// <summary>The member of the request, comma first.</summary>
    public static string ResponseFormat(ChoiceModel choice)
    {
        var values = string.Join(",", choice.Members.Select(member => $"\"{JsonText.Escape(member.Name)}\""));
        return ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"" + Name(choice) + "\",\"strict\":true,\"schema\":"
            + "{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"string\",\"enum\":[" + values
            + "]}},\"required\":[\"value\"],\"additionalProperties\":false}}}";
    }

    private static string Name(ChoiceModel choice)
    {
        var letters = choice.Name.Select(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? letter : '_');
        return new([.. letters.Take(MaxNameLength)]);
    }
}
