using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Reads a body whose opening brace has been read, up to its closing one.</summary>
internal delegate void JsonBodyReader<in T>(T target, ref Utf8JsonReader reader, ReadOnlySpan<byte> body);
