using System.Text;

namespace Switchyard.Generators;

/// <summary>Writes the JSON schema of an answer, as strict mode wants it: every object is closed and requires all its members.</summary>
internal sealed class SchemaWriter
{
    // The wire's limits for a schema's name.
    private const int MaxNameLength = 64;

    private readonly StringBuilder _json = new();
    private readonly ValueTable _table;
    private readonly HashSet<int> _shared;

    private SchemaWriter(ValueTable table)
    {
        _table = table;
        _shared = SharedTypes.Of(table);
    }

    /// <summary>The schema of an answer.</summary>
    public static string Schema(AnswerModel answer)
    {
        var writer = new SchemaWriter(answer.Value!);
        writer.WriteRoot(answer);
        return writer._json.ToString();
    }

    /// <summary>The schema's name: letters, digits and underscores.</summary>
    public static string Name(AnswerModel answer)
    {
        var name = answer.Value!.RootType.Name + (answer.Form == AnswerForm.Stream ? "Items" : "");
        var letters = name.Select(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? letter : '_');
        return new([.. letters.Take(MaxNameLength)]);
    }

    private void WriteRoot(AnswerModel answer)
    {
        var root = _table.Root;
        if (answer.Wrapper.Length == 0 && !_shared.Contains(root.Type))
        {
            WriteType(root, "");
        }
        else if (answer.Wrapper.Length == 0)
        {
            // A root must be an object and no reference, so it stands here as well as among the definitions.
            WriteObject(_table[root], "");
        }
        else
        {
            _json.Append("{\"type\":\"object\",\"properties\":{\"").Append(answer.Wrapper).Append("\":");
            if (answer.Form == AnswerForm.Stream)
            {
                _json.Append("{\"type\":\"array\",\"items\":");
                WriteType(root, "");
                _json.Append('}');
            }
            else
            {
                WriteType(root, "");
            }

            _json.Append("},\"required\":[\"").Append(answer.Wrapper).Append("\"],\"additionalProperties\":false}");
        }

        if (_shared.Count > 0)
            WriteDefinitions();
    }

    private void WriteDefinitions()
    {
        _json.Length--;
        _json.Append(",\"$defs\":{");
        var isFirst = true;
        foreach (var type in _shared.OrderBy(index => index))
        {
            _json.Append(isFirst ? "\"" : ",\"").Append(Definition(type)).Append("\":");
            WriteObject(_table.Types[type], "");
            isFirst = false;
        }

        _json.Append("}}");
    }

    private string Definition(int type) => JsonText.Escape($"{_table.Types[type].Name}{(_table.Types.Count(other => other.Name == _table.Types[type].Name) > 1 ? $"_{type}" : "")}");

    private void WriteType(ValueUse use, string description)
    {
        var type = _table[use];
        description = Join(description, type.Kind == ValueKind.Choice ? Words(type) : type.Description, Hints(type, use.Bounds));
        if (type.Kind is ValueKind.List or ValueKind.Dictionary or ValueKind.Object)
            WriteCompound(use, type, description);
        else
            WriteSimple(use, type, description);
    }

    private void WriteCompound(ValueUse use, ValueModel type, string description)
    {
        // Nothing may stand beside a reference, nor can an object be null by its type alone.
        var isReference = type.Kind == ValueKind.Object && _shared.Contains(use.Type);
        var isChoice = use.IsNullable || (isReference && description != type.Description);
        if (isChoice)
            _json.Append("{\"anyOf\":[");
        if (isReference)
            _json.Append("{\"$ref\":\"#/$defs/").Append(Definition(use.Type)).Append("\"}");
        else if (type.Kind == ValueKind.Object)
            WriteObject(type, isChoice ? "" : description);
        else
            WriteList(type, use.Bounds, isChoice ? "" : description);
        if (!isChoice)
            return;

        _json.Append(use.IsNullable ? ",{\"type\":\"null\"}]" : "]");
        WriteDescription(description);
        _json.Append('}');
    }

    private void WriteObject(ValueModel type, string description)
    {
        var members = type.Members.Where(member => member.IsRead).ToList();
        _json.Append("{\"type\":\"object\"");
        WriteDescription(description.Length > 0 ? description : type.Description);
        _json.Append(",\"properties\":{");
        foreach (var member in members)
        {
            _json.Append(member == members[0] ? "\"" : ",\"").Append(JsonText.Escape(member.JsonName)).Append("\":");
            WriteType(member.Use, member.Description);
        }

        var names = members.Select(member => $"\"{JsonText.Escape(member.JsonName)}\"");
        _json.Append("},\"required\":[").Append(string.Join(",", names)).Append("],\"additionalProperties\":false}");
    }

    private void WriteList(ValueModel type, ValueBounds bounds, string description)
    {
        _json.Append("{\"type\":\"array\"");
        WriteDescription(description);
        if (bounds.MinLength is { } least)
            _json.Append(",\"minItems\":").Append(least);
        if (bounds.MaxLength is { } most)
            _json.Append(",\"maxItems\":").Append(most);
        _json.Append(",\"items\":");
        if (type.Kind == ValueKind.Dictionary)
            _json.Append("{\"type\":\"object\",\"properties\":{\"key\":{\"type\":\"string\"},\"value\":");
        WriteType(type.Item!, "");
        if (type.Kind == ValueKind.Dictionary)
            _json.Append("},\"required\":[\"key\",\"value\"],\"additionalProperties\":false}");
        _json.Append('}');
    }

    private void WriteSimple(ValueUse use, ValueModel type, string description)
    {
        var name = type.Kind switch
        {
            ValueKind.Boolean => "boolean",
            ValueKind.Integer => "integer",
            ValueKind.Number => "number",
            _ => "string",
        };
        _json.Append(use.IsNullable ? $"{{\"type\":[\"{name}\",\"null\"]" : $"{{\"type\":\"{name}\"");
        WriteDescription(description);
        if (type.Kind == ValueKind.Choice)
        {
            var words = type.Choices.Select(choice => $"\"{JsonText.Escape(choice.Word)}\"").Concat(use.IsNullable ? ["null"] : []);
            _json.Append(",\"enum\":[").Append(string.Join(",", words)).Append(']');
        }

        if (Format(type.Kind) is { } format)
            _json.Append(",\"format\":\"").Append(format).Append('"');
        if (use.Bounds.Minimum is { } low)
            _json.Append(use.Bounds.IsAbove ? ",\"exclusiveMinimum\":" : ",\"minimum\":").Append(low);
        if (use.Bounds.Maximum is { } high)
            _json.Append(use.Bounds.IsBelow ? ",\"exclusiveMaximum\":" : ",\"maximum\":").Append(high);
        _json.Append('}');
    }

    private void WriteDescription(string description)
    {
        if (description.Length > 0)
            _json.Append(",\"description\":\"").Append(JsonText.Escape(description)).Append('"');
    }

    private static string? Format(ValueKind kind) => kind switch
    {
        ValueKind.Guid => "uuid",
        ValueKind.DateTime or ValueKind.DateTimeOffset => "date-time",
        ValueKind.Date => "date",
        ValueKind.Time => "time",
        ValueKind.Duration => "duration",
        _ => null,
    };

    // What strict mode has no keyword for is said in words. The reader holds the answer to it all the same.
    private static string Hints(ValueModel type, ValueBounds bounds)
    {
        if (type.Kind == ValueKind.Dictionary)
            return "Entries of a dictionary: each key once.";
        if (type.Kind == ValueKind.Character)
            return "One character.";
        if (type.Kind == ValueKind.Uri)
            return "A URI.";
        if (type.Kind != ValueKind.Text)
            return "";

        var length = (bounds.MinLength, bounds.MaxLength) switch
        {
            (null or 0, null) => bounds.IsFilled ? "Not empty." : "",
            (null or 0, { } most) => $"At most {most} characters.",
            ({ } least, null) => $"At least {least} characters.",
            ({ } least, { } most) => $"From {least} to {most} characters.",
        };
        return Join(length, bounds.Pattern is null ? "" : $"Matches the regular expression {bounds.Pattern}", "");
    }

    private static string Words(ValueModel type)
    {
        var described = type.Choices.Where(choice => choice.Description.Length > 0).Select(choice => $"{choice.Word}: {choice.Description}").ToList();
        return described.Count == 0 ? type.Description : Join(type.Description, string.Join("\n", described), "");
    }

    private static string Join(string one, string two, string three) =>
        string.Join(" ", new[] { one, two, three }.Where(text => text.Length > 0).Distinct());
}
