using System.Buffers;

namespace Switchyard;

/// <summary>
/// Estimates the input tokens of a whole canonical request: the texts of its messages without the JSON around them, its tools and its schema as
/// they stand, a fixed number for each message, picture and file. It jumps from quote to quote and parses nothing else.
/// </summary>
internal static class RequestTokens
{
    // What OpenAI's chat format puts around a message and before the answer (OpenAI cookbook, "How to count tokens", 2024).
    private const int PerMessage = 4;
    private const int PerReply = 3;

    // A picture of 1024 × 1024 in high detail costs 765 tokens with OpenAI, about 1,400 with Anthropic (their vision guides, 2025).
    private const int PerImage = 1000;

    // A page of a PDF is very roughly 1,500 tokens and 60 kB; in base64 that is one token for 50 bytes.
    private const int FileBytesPerToken = 50;

    private static readonly SearchValues<byte> s_structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>Estimates the tokens.</summary>
    /// <param name="body">The canonical request. One that is not well-formed gets some estimate; it fails elsewhere.</param>
    /// <returns>Tokens, at least 3.</returns>
    public static int Estimate(ReadOnlySpan<byte> body)
    {
        var scanner = new TokenScanner(stackalloc int[TokenScanner.FeatureCount], stackalloc byte[TokenScanner.BufferBytes]);
        var fixedTokens = PerReply;
        var depth = 0;
        var key = default(ReadOnlySpan<byte>);
        while (body.IndexOfAny(s_structure) is var next and >= 0)
        {
            var mark = body[next];
            body = body[(next + 1)..];
            if (mark != '"')
            {
                depth += mark is (byte)'{' or (byte)'[' ? 1 : -1;
                if (depth == 2 && mark is (byte)'{' or (byte)'[' && IsDefinition(key))
                {
                    var definition = body[..EndOfValue(body)];
                    scanner.Append(definition);
                    scanner.Separate();
                    body = body[definition.Length..];
                }

                continue;
            }

            var text = body[..EndOfString(body)];
            body = body[Math.Min(text.Length + 1, body.Length)..];
            if (IsKey(body))
                key = text;
            else
                fixedTokens += AppendValue(ref scanner, key, text, depth);
        }

        return fixedTokens + scanner.Finish();
    }

    private static int AppendValue(scoped ref TokenScanner scanner, ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, int depth)
    {
        if (depth < 3)
        {
            // The texts of an embeddings request.
            if (key.SequenceEqual("input"u8))
            {
                scanner.AppendEscaped(text);
                scanner.Separate();
            }

            return 0;
        }

        if (key.SequenceEqual("role"u8))
            return PerMessage;
        if (key.SequenceEqual("url"u8))
            return PerImage;
        if (key.SequenceEqual("file_data"u8) || key.SequenceEqual("data"u8))
            return text.Length / FileBytesPerToken;

        if (key.SequenceEqual("content"u8) || key.SequenceEqual("text"u8) || key.SequenceEqual("arguments"u8) || key.SequenceEqual("name"u8))
        {
            scanner.AppendEscaped(text);
            scanner.Separate();
        }

        return 0;
    }

    // Models see these as text, in a form of about the same length.
    private static bool IsDefinition(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("tools"u8) || key.SequenceEqual("functions"u8) || key.SequenceEqual("response_format"u8);

    /// <summary>From inside an array or object: the place of the bracket that ends it, or the end of the text.</summary>
    private static int EndOfValue(ReadOnlySpan<byte> text)
    {
        var at = 0;
        var depth = 1;
        while (text[at..].IndexOfAny(s_structure) is var next and >= 0)
        {
            at += next;
            var mark = text[at];
            depth += mark switch { (byte)'"' => 0, (byte)'{' or (byte)'[' => 1, _ => -1 };
            if (depth == 0)
                return at;

            at++;
            if (mark == '"')
                at = Math.Min(at + EndOfString(text[at..]) + 1, text.Length);
        }

        return text.Length;
    }

    private static bool IsKey(ReadOnlySpan<byte> afterString)
    {
        var next = afterString.IndexOfAnyExcept(" \t\r\n"u8);
        return next >= 0 && afterString[next] == ':';
    }

    /// <summary>The place of the quote that ends the string, or the end of the text.</summary>
    private static int EndOfString(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (text[at..].IndexOfAny((byte)'"', (byte)'\\') is var next and >= 0)
        {
            at += next;
            if (text[at] == '"')
                return at;
            at = Math.Min(at + 2, text.Length);
        }

        return text.Length;
    }
}
