namespace Switchyard.Generators;

/// <summary>Emits the functions that write arguments as JSON.</summary>
/// <param name="writer">Where to.</param>
/// <param name="names">Their names.</param>
internal sealed class ValueWriterEmitter(CodeWriter writer, ValueNames names)
{
    private const string Json = "global::System.Text.Json.Utf8JsonWriter";

    private readonly HashSet<string> _emitted = new(StringComparer.Ordinal);

    public void Emit(ValueTable table)
    {
        var statements = new WriteStatements(table, names);
        foreach (var type in table.Types.Where(type => type.Kind is ValueKind.Object or ValueKind.Choice && _emitted.Add(type.Type)))
        {
            writer.Separate();
            writer.Open($"internal static void {names.Writer(type)}({Json} writer, {type.Type} value)");
            if (type.Kind == ValueKind.Choice)
                EmitChoice(type);
            else
                EmitObject(type, statements);
            writer.Close();
        }
    }

    private void EmitChoice(ValueModel type)
    {
        foreach (var choice in type.Choices)
        {
            var value = $"{type.Type}.{Identifier.Escape(choice.Name)}";
            writer.Line($"if (value == {value}) {{ writer.WriteStringValue({Literal.Text(choice.Word)}u8); return; }}");
        }

        writer.Line("writer.WriteStringValue(value.ToString());");
    }

    private void EmitObject(ValueModel type, WriteStatements statements)
    {
        writer.Line("writer.WriteStartObject();");
        foreach (var member in type.Members)
        {
            writer.Line($"writer.WritePropertyName({Literal.Text(member.JsonName)}u8);");
            writer.Line(statements.Write(member.Use, $"value.{Identifier.Escape(member.Name)}"));
        }

        writer.Line("writer.WriteEndObject();");
    }
}
