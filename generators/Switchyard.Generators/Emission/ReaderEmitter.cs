namespace Switchyard.Generators;

/// <summary>Emits the function that reads an enum from an answer.</summary>
internal static class ReaderEmitter
{
    /// <summary>
    /// Emits it as a static local function: there it sees an enum that is private to the class, and its delegate is made once, by the
    /// compiler, not on every call.
    /// </summary>
    public static void Emit(CodeWriter writer, ChoiceModel choice, string name)
    {
        writer.Open($"static bool {name}(global::System.ReadOnlySpan<byte> text, out {choice.Type} value)");
        writer.Line("global::System.ReadOnlySpan<byte> word = global::Switchyard.ReplyText.Choice(text);");
        foreach (var member in choice.Members)
        {
            var value = $"{choice.Type}.{Identifier.Escape(member.Name)}";
            writer.Line($"if ({Test(member)}) {{ value = {value}; return true; }}");
        }

        writer.Line();
        writer.Line("value = default;");
        writer.Line("return false;");
        writer.Close();
    }

    private static string Test(ChoiceMember member)
    {
        var name = Literal.Utf8(member.Name);
        return member.ExactCase
            ? $"global::System.MemoryExtensions.SequenceEqual(word, {name})"
            : $"global::Switchyard.ReplyText.Is(word, {name})";
    }
}
