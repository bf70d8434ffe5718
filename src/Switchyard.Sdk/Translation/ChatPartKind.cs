namespace Switchyard.Sdk;

/// <summary>What a part of a message is.</summary>
public enum ChatPartKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>An image.</summary>
    Image,

    /// <summary>A file, such as a PDF.</summary>
    File,

    /// <summary>Sound.</summary>
    Audio,
}
