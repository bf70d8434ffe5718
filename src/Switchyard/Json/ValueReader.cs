namespace Switchyard;

/// <summary>Reads a value from where a reader stands. For generated code.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="reader">The reader, on the value's first token; afterwards on its last.</param>
/// <returns>The value.</returns>
/// <exception cref="System.Text.Json.JsonException">What stands there is no such value; the message says where and why.</exception>
public delegate T ValueReader<T>(ref AnswerReader reader);
