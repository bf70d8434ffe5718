namespace Switchyard.Gateway;

/// <summary>How the log is written.</summary>
internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line, for programs.</summary>
    Json,
}
