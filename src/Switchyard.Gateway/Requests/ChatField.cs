namespace Switchyard.Gateway;

/// <summary>The top-level fields of a chat request that the gateway itself reads.</summary>
internal enum ChatField : byte
{
    /// <summary>Passed on as it is.</summary>
    Other,
    Model,
    Models,
    Stream,
    StreamOptions,
    MaxTokens,
    MaxCompletionTokens,
    Messages,
    Tools,
    ResponseFormat,
    Choices,
    Metadata,
    User,
}
