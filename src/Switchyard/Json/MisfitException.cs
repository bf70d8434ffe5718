using System.Text.Json;

namespace Switchyard;

/// <summary>An answer that does not fit. The message says what should be there, in our words, and nothing of what is there.</summary>
internal sealed class MisfitException(string message) : JsonException(message);
