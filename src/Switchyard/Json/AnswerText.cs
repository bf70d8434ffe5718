namespace Switchyard;

/// <summary>Finds the value in what a model says around it.</summary>
internal static class AnswerText
{
    /// <summary>
    /// The answer without the white space around it, and out of its fence: models put JSON into a Markdown block even when told not to. Text that
    /// begins with JSON is taken as it is, as a fence in it is part of a string.
    /// </summary>
    public static ReadOnlySpan<byte> Unfence(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (text is [(byte)'{' or (byte)'[' or (byte)'"', ..])
            return text;

        var open = text.IndexOf("```"u8);
        if (open < 0)
            return text;

        // The rest of the fence's line names the language.
        var inside = text[(open + 3)..];
        var line = inside.IndexOf((byte)'\n');
        inside = inside[(line + 1)..];
        var close = inside.LastIndexOf("```"u8);
        return (close < 0 ? inside : inside[..close]).Trim(" \t\r\n"u8);
    }

    /// <summary>The answer without quotes, emphasis marks and the final full stop.</summary>
    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n\"'`*."u8);
}
