namespace Switchyard.Generators;

/// <summary>Writes the expressions that read values.</summary>
/// <param name="table">The types.</param>
/// <param name="names">The functions.</param>
/// <param name="holder">What stands before the name of a function, outside of their class.</param>
internal sealed class ReadExpressions(ValueTable table, ValueNames names, string holder = "")
{
    private const string Collections = "global::System.Collections";

    /// <summary>The type of a value, as its place wants it.</summary>
    public string Type(ValueUse use) => table[use].Type + (use.IsNullable ? "?" : "");

    /// <summary>Reads a value from <c>reader</c>.</summary>
    public string Read(ValueUse use)
    {
        var value = ReadValue(table[use], use.Bounds);
        return use.IsNullable ? $"reader.IsNull ? null : {value}" : value;
    }

    /// <summary>A delegate that reads a value: a function where one does just that.</summary>
    public string Delegate(ValueUse use)
    {
        var type = table[use];
        return !use.IsNullable && type.Kind is (ValueKind.Object or ValueKind.Choice)
            ? holder + names.Reader(type)
            : $"static (ref global::Switchyard.AnswerReader reader) => {Read(use)}";
    }

    private string ReadValue(ValueModel type, ValueBounds bounds) => type.Kind switch
    {
        ValueKind.Text => $"reader.ReadText({TextArguments(bounds)})",
        ValueKind.Character => "reader.ReadCharacter()",
        ValueKind.Boolean => "reader.ReadBoolean()",
        ValueKind.Integer => $"reader.ReadInteger<{type.Type}>({NumberArguments(type, bounds)})",
        ValueKind.Number => $"reader.ReadNumber<{type.Type}>({NumberArguments(type, bounds)})",
        ValueKind.Guid => "reader.ReadGuid()",
        ValueKind.DateTime => "reader.ReadDateTime()",
        ValueKind.DateTimeOffset => "reader.ReadDateTimeOffset()",
        ValueKind.Date => "reader.ReadDate()",
        ValueKind.Time => "reader.ReadTime()",
        ValueKind.Duration => "reader.ReadDuration()",
        ValueKind.Uri => "reader.ReadUri()",
        ValueKind.List => ReadList(type, bounds),
        ValueKind.Dictionary => $"reader.ReadDictionary<{Type(type.Item!)}>({ListArguments(type, bounds)})",
        _ => $"{holder}{names.Reader(type)}(ref reader)",
    };

    private string ReadList(ValueModel type, ValueBounds bounds)
    {
        var item = Type(type.Item!);
        var list = $"reader.ReadList<{item}>({ListArguments(type, bounds)})";
        return type.Form switch
        {
            ListForm.Array => $"{list}.ToArray()",
            ListForm.ImmutableArray => $"{Collections}.Immutable.ImmutableArray.CreateRange({list})",
            ListForm.Set => $"new {Collections}.Generic.HashSet<{item}>({list})",
            _ => list,
        };
    }

    private string ListArguments(ValueModel type, ValueBounds bounds) =>
        Arguments(Delegate(type.Item!), Named("minimum", bounds.MinLength), Named("maximum", bounds.MaxLength));

    private string TextArguments(ValueBounds bounds) => Arguments(
        Named("minimum", bounds.MinLength),
        Named("maximum", bounds.MaxLength),
        bounds.Pattern is { } pattern ? $"pattern: {holder}{names.Pattern(pattern)}" : "",
        bounds.IsFilled ? "isFilled: true" : "");

    private static string NumberArguments(ValueModel type, ValueBounds bounds) => Arguments(
        bounds.Minimum is { } low ? $"minimum: {Number(type, low)}" : "",
        bounds.Maximum is { } high ? $"maximum: {Number(type, high)}" : "",
        bounds.IsAbove ? "isAbove: true" : "",
        bounds.IsBelow ? "isBelow: true" : "");

    private static string Number(ValueModel type, string number) => type.Type switch
    {
        "decimal" => number + "m",
        "double" => number + "d",
        "float" => number + "f",
        _ when type.Type.StartsWith("global::", StringComparison.Ordinal) => $"({type.Type}){number}m",
        _ => number,
    };

    private static string Named(string name, int? value) => value is { } number ? $"{name}: {number}" : "";

    private static string Arguments(params string[] arguments) => string.Join(", ", arguments.Where(argument => argument.Length > 0));
}
