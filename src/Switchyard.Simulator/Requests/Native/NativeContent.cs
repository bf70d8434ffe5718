using System.Text;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads the content of messages on wires that are not OpenAI's, and counts what it reads.</summary>
internal sealed class NativeContent
{
    private const int TokensPerMessage = 4;
    private const int TokensPerImage = 85;

    private static readonly string[] s_blocks =
        ["text", "image", "document", "tool_use", "tool_result", "thinking", "redacted_thinking"];

    /// <summary>The tokens of all that was read.</summary>
    public int Tokens { get; private set; }

    /// <summary>The images in it.</summary>
    public int Images { get; private set; }

    /// <summary>Counts a message's text, which the caller has read.</summary>
    public string Count(string text)
    {
        Tokens += TokensPerMessage + SimulatedTokens.Count(text);
        return text;
    }

    /// <summary>Counts an image.</summary>
    public void CountImage()
    {
        Images++;
        Tokens += TokensPerImage;
    }

    /// <summary>Counts what is neither, such as a tool call.</summary>
    public void CountJson(JsonElement json) => Tokens += SimulatedTokens.Count(json.GetRawText());

    /// <summary>The text of a content that is a string or an array of Anthropic's blocks.</summary>
    public string Text(JsonElement content, string path)
    {
        if (content.ValueKind == JsonValueKind.String)
            return Count(JsonCheck.String(content, path));
        var text = new StringBuilder();
        Blocks(JsonCheck.Array(content, path), path, text);
        return Count(text.ToString());
    }

    private void Blocks(JsonElement blocks, string path, StringBuilder text)
    {
        var number = 0;
        foreach (var block in blocks.EnumerateArray())
            Block(block, $"{path}.{number++}", text);
    }

    private void Block(JsonElement block, string path, StringBuilder text)
    {
        JsonCheck.Object(block, path);
        switch (JsonCheck.OneOf(JsonCheck.Required(block, "type", $"{path}.type"), $"{path}.type", s_blocks))
        {
            case "text":
                var piece = JsonCheck.String(JsonCheck.Required(block, "text", $"{path}.text"), $"{path}.text");
                text.Append(piece.Length > 0 ? piece : throw new ApiException(new(400, $"{path}: text content blocks must be non-empty")));
                break;
            case "image":
                JsonCheck.Object(JsonCheck.Required(block, "source", $"{path}.source"), $"{path}.source");
                CountImage();
                break;
            case "tool_result":
                JsonCheck.String(JsonCheck.Required(block, "tool_use_id", $"{path}.tool_use_id"), $"{path}.tool_use_id");
                Result(block, path, text);
                break;
            case "tool_use":
                JsonCheck.Object(JsonCheck.Required(block, "input", $"{path}.input"), $"{path}.input");
                CountJson(block);
                break;
            case "document":
                CountJson(JsonCheck.Required(block, "source", $"{path}.source"));
                break;
        }
    }

    private void Result(JsonElement block, string path, StringBuilder text)
    {
        if (JsonCheck.Optional(block, "content") is not { } content)
            return;
        if (content.ValueKind == JsonValueKind.String)
            text.Append(JsonCheck.String(content, $"{path}.content"));
        else
            Blocks(JsonCheck.Array(content, $"{path}.content"), $"{path}.content", text);
    }
}
