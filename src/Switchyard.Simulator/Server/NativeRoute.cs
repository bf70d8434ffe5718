using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>An address of a wire that is not OpenAI's.</summary>
/// <param name="Wire">The wire.</param>
/// <param name="Method">The HTTP method it wants.</param>
/// <param name="Read">Reads a request to a model; <see langword="null"/> for an address that only informs.</param>
/// <param name="Write">Writes what an address that only informs says.</param>
internal sealed record NativeRoute(VendorWire Wire, string Method, ChatHandler.Reader? Read, Action<Utf8JsonWriter, ServerState>? Write = null);
