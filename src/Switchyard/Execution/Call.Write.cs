using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <content>What generated code writes besides text.</content>
public sealed partial class Call
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Utf8JsonWriter? _json;

    /// <summary>The conversation that the call belongs to; <see langword="null"/> for none.</summary>
    internal string? Session { get; private set; }

    /// <summary>Appends a value as JSON into the JSON string that is open, escaped.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="InvalidOperationException">The value is nested too deeply, such as one that holds itself.</exception>
    public void WriteArgument<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Text.Clear();
        var json = JsonTo(Text);
        write(json, value);
        json.Flush();
        JsonText.Write(Body, Text.Span);
    }

    /// <summary>Appends a comma, unless an array has just begun: between parts of a message, of which some may be missing.</summary>
    public void Separate()
    {
        if (Body.Span[^1] != '[')
            Body.Write(","u8);
    }

    /// <summary>Appends a picture as a part of the message that is open.</summary>
    /// <param name="image">The picture; <see langword="null"/> for none.</param>
    public void WriteImage(ImageContent? image)
    {
        if (image is null)
            return;
        Separate();
        ContentWriter.Write(Body, image);
    }

    /// <summary>Appends a file as a part of the message that is open.</summary>
    /// <param name="file">The file; <see langword="null"/> for none.</param>
    public void WriteFile(FileContent? file)
    {
        if (file is null)
            return;
        Separate();
        ContentWriter.Write(Body, file);
    }

    /// <summary>Appends the messages of a conversation so far, each with a comma behind it.</summary>
    /// <param name="messages">The messages, oldest first; <see langword="null"/> for none.</param>
    /// <exception cref="NotSupportedException">A message holds content that has no place in a chat request.</exception>
    public void WriteHistory(IEnumerable<ChatMessage>? messages)
    {
        foreach (var message in messages ?? [])
        {
            var json = JsonTo(Body);
            Needs |= ChatMessageWriter.Write(json, message);
            json.Flush();
            Body.Write(","u8);
        }
    }

    /// <summary>
    /// Marks where a candidate whose model does not hold to schemas is told the schema in words. The schema is that of
    /// <see cref="WriteResponseFormat"/>.
    /// </summary>
    /// <param name="asMessage">Whether a system message is to be made of it; otherwise it stands within the one that is open.</param>
    public void PlaceInstruction(bool asMessage) => Lane.Body.PlaceInstruction([], asMessage);

    /// <summary>As <see cref="PlaceInstruction(bool)"/>, with words in place of the schema, where a word is all the answer needs to be.</summary>
    /// <param name="words">The instruction as the inside of a JSON string.</param>
    /// <param name="asMessage">Whether a system message is to be made of it; otherwise it stands within the one that is open.</param>
    public void PlaceInstruction(ReadOnlySpan<byte> words, bool asMessage) => Lane.Body.PlaceInstruction(words, asMessage);

    /// <summary>Says which conversation the call belongs to.</summary>
    /// <param name="session">Its id; <see langword="null"/> or empty for none. It is put on the call's span as <c>gen_ai.conversation.id</c>.</param>
    public void SetSession(string? session) => Session = string.IsNullOrEmpty(session) ? null : session;

    /// <summary>Makes the call as a stream of a list's items, each handed on as soon as it is complete.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="item">Reads an item.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The items. To be read once; reading throws as <see cref="CompleteAsync(CancellationToken)"/>.</returns>
    public IAsyncEnumerable<T> StreamItemsAsync<T>(ValueReader<T> item, CancellationToken cancellationToken) =>
        ItemStream.ReadAsync(this, item, cancellationToken);

    private Utf8JsonWriter JsonTo(Utf8Buffer buffer)
    {
        if (_json is null)
            return _json = new(buffer, s_json);
        _json.Reset(buffer);
        return _json;
    }
}
