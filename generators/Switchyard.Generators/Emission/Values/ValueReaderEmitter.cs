namespace Switchyard.Generators;

/// <summary>Emits the functions that read answers.</summary>
/// <param name="writer">Where to.</param>
/// <param name="names">Their names.</param>
internal sealed class ValueReaderEmitter(CodeWriter writer, ValueNames names)
{
    private readonly HashSet<string> _emitted = new(StringComparer.Ordinal);

    public void Emit(AnswerModel answer)
    {
        var table = answer.Value!;
        var expressions = new ReadExpressions(table, names);
        if (answer.Form != AnswerForm.Stream && _emitted.Add("answer " + answer.Type))
            EmitAnswer(answer, table, expressions);

        foreach (var type in table.Types.Where(type => type.Kind is ValueKind.Object or ValueKind.Choice && _emitted.Add(type.Type)))
        {
            writer.Separate();
            if (type.Kind == ValueKind.Choice)
                EmitChoice(type);
            else
                EmitObject(type, expressions);
        }

        foreach (var use in Uses(table).Where(use => use.Bounds.Pattern is { } pattern && _emitted.Add("pattern " + pattern)))
        {
            // A model's answer is not to be trusted with the time of a thread.
            writer.Separate();
            writer.Line($"private static readonly global::System.Text.RegularExpressions.Regex {names.Pattern(use.Bounds.Pattern!)} = new({Literal.Text(use.Bounds.Pattern!)},");
            writer.Indented("global::System.Text.RegularExpressions.RegexOptions.CultureInvariant, global::System.TimeSpan.FromSeconds(1));");
        }
    }

    private static IEnumerable<ValueUse> Uses(ValueTable table) => table.Types.SelectMany(type => type.Members).Select(member => member.Use);

    private void EmitAnswer(AnswerModel answer, ValueTable table, ReadExpressions expressions)
    {
        writer.Separate();
        writer.Open($"internal static bool {names.Answer(answer)}(global::System.ReadOnlySpan<byte> text, out {answer.Type} value)");
        writer.Line(answer.Wrapper.Length == 0
            ? "global::Switchyard.AnswerReader reader = new(text);"
            : $"global::Switchyard.AnswerReader reader = global::Switchyard.AnswerReader.OfMember(text, \"{answer.Wrapper}\"u8);");
        writer.Line($"value = {expressions.Read(table.Root)};");
        writer.Line("reader.End();");
        writer.Line("return true;");
        writer.Close();
    }

    private void EmitChoice(ValueModel type)
    {
        writer.Open($"internal static {type.Type} {names.Reader(type)}(ref global::Switchyard.AnswerReader reader)");
        foreach (var choice in type.Choices)
        {
            var exactCase = choice.ExactCase ? ", exactCase: true" : "";
            writer.Line($"if (reader.IsWord({Utf8(choice.Word)}{exactCase})) return {type.Type}.{Identifier.Escape(choice.Name)};");
        }

        writer.Line($"throw reader.Misfit({Literal.Text("one of " + string.Join(", ", type.Choices.Select(choice => choice.Word)))});");
        writer.Close();
    }

    private void EmitObject(ValueModel type, ReadExpressions expressions)
    {
        var taken = new List<string> { "reader" };
        var members = type.Members.Where(member => member.IsRead)
            .Select(member => new Local(member, Take(member.JsonName, taken), member.IsRequired ? Take("has_" + member.JsonName, taken) : ""))
            .ToList();

        writer.Open($"internal static {type.Type} {names.Reader(type)}(ref global::Switchyard.AnswerReader reader)");
        foreach (var (member, name, has) in members)
        {
            writer.Line($"{expressions.Type(member.Use)} {name} = default!;");
            if (has.Length > 0)
                writer.Line($"bool {has} = false;");
        }

        writer.Line("reader.StartObject();");
        writer.Open("while (reader.NextMember())");
        foreach (var (member, name, has) in members)
        {
            var assignment = $"{name} = {expressions.Read(member.Use)};" + (has.Length > 0 ? $" {has} = true;" : "");
            writer.Line($"{(member == members[0].Member ? "" : "else ")}if (reader.IsMember({Utf8(member.JsonName)})) {{ {assignment} }}");
        }

        writer.Line("else reader.SkipMember();");
        writer.Close();
        foreach (var (member, _, has) in members.Where(item => item.Has.Length > 0))
            writer.Line($"if (!{has}) reader.Lacks({Literal.Text(member.JsonName)});");
        writer.Line($"return {Construction(type, members)};");
        writer.Close();
    }

    private static string Construction(ValueModel type, List<Local> members)
    {
        var arguments = members.Where(item => item.Member.Argument >= 0).OrderBy(item => item.Member.Argument).Select(item => item.Name);
        var settings = members.Where(item => item.Member.IsSet).Select(item => $"{Identifier.Escape(item.Member.Name)} = {item.Name}").ToList();
        var initializer = settings.Count == 0 ? "" : $" {{ {string.Join(", ", settings)} }}";
        return $"new {type.Type}({string.Join(", ", arguments)}){initializer}";
    }

    private static string Take(string jsonName, List<string> taken)
    {
        var letters = jsonName.Select(letter => letter < '\u0080' && char.IsLetterOrDigit(letter) ? letter : '_');
        var name = new string([.. letters]);
        name = Identifier.Unique(name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name, taken);
        taken.Add(name);
        return Identifier.Escape(name);
    }

    private static string Utf8(string text) => Literal.Text(text) + "u8";

    private sealed record Local(ValueMember Member, string Name, string Has);
}
