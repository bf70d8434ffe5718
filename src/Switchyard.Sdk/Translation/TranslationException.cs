namespace Switchyard.Sdk;

/// <summary>
/// A request cannot be said on a wire. Thrown and caught inside of the plugin: the host sees <see cref="Outcome.InvalidRequest"/> with the message, and
/// asks a provider of another wire.
/// </summary>
/// <param name="message">One sentence: what in the request it is, where, and how to mend it.</param>
public sealed class TranslationException(string message) : Exception(message);
