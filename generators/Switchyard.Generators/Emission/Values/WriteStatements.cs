namespace Switchyard.Generators;

/// <summary>Writes the statements that write values.</summary>
/// <param name="table">The types.</param>
/// <param name="names">The functions.</param>
/// <param name="holder">What stands before the name of a function, outside of their class.</param>
internal sealed class WriteStatements(ValueTable table, ValueNames names, string holder = "")
{
    private const string Library = "global::Switchyard.ArgumentWriter";

    private int _locals;

    /// <summary>A delegate that writes a value.</summary>
    public string Delegate(ValueUse use)
    {
        var type = table[use];
        return !use.IsNullable && type.IsStruct && type.Kind is (ValueKind.Object or ValueKind.Choice)
            ? holder + names.Writer(type)
            : $"static (writer, value) => {{ {Write(use, "value")} }}";
    }

    /// <summary>Writes a value to <c>writer</c>. A reference is checked whether it is annotated or not: not every caller has nullable on.</summary>
    public string Write(ValueUse use, string value)
    {
        var type = table[use];
        if (type is { Form: ListForm.ImmutableArray, Kind: ValueKind.List } && !use.IsNullable)
            return $"if ({value}.IsDefault) writer.WriteNullValue(); else {WriteValue(type, value)}";
        if (type.IsStruct && !use.IsNullable)
            return WriteValue(type, value);

        var local = $"item{++_locals}";
        return $"if ({value} is {{ }} {local}) {WriteValue(type, local)} else writer.WriteNullValue();";
    }

    private string WriteValue(ValueModel type, string value) => type.Kind switch
    {
        ValueKind.Text or ValueKind.Guid => $"writer.WriteStringValue({value});",
        ValueKind.Boolean => $"writer.WriteBooleanValue({value});",
        ValueKind.Integer or ValueKind.Number => $"{Library}.Number(writer, {value});",
        ValueKind.DateTime or ValueKind.DateTimeOffset => $"writer.WriteStringValue({value});",
        ValueKind.Duration => $"{Library}.Duration(writer, {value});",
        ValueKind.Character or ValueKind.Date or ValueKind.Time => $"{Library}.Formatted(writer, {value}{(type.Kind == ValueKind.Character ? "" : ", \"O\"")});",
        ValueKind.Uri => $"writer.WriteStringValue({value}.OriginalString);",
        ValueKind.List => $"{Library}.List<{Type(type.Item!)}>(writer, {value}, {Delegate(type.Item!)});",
        ValueKind.Dictionary => $"{Library}.Dictionary<{Type(type.Item!)}>(writer, {value}, {Delegate(type.Item!)});",
        _ => $"{holder}{names.Writer(type)}(writer, {value});",
    };

    private string Type(ValueUse use) => table[use].Type + (use.IsNullable ? "?" : "");
}
