namespace Switchyard;

/// <summary>Reads a value from the text of an answer.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="text">The answer's text as UTF-8, unescaped.</param>
/// <param name="value">The value, if the text holds one.</param>
/// <returns>
/// Whether the text holds a value. If not, or with a <see cref="System.Text.Json.JsonException"/>, the attempt is an
/// <see cref="Outcome.InvalidReply"/> and the next candidate is asked.
/// </returns>
public delegate bool ReplyReader<T>(ReadOnlySpan<byte> text, out T value);
