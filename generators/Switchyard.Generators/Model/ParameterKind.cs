namespace Switchyard.Generators;

/// <summary>How a parameter's value gets into the request.</summary>
internal enum ParameterKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A value that formats into a span.</summary>
    SpanFormattable,

    /// <summary>A date or time: formatted as ISO 8601 unless the placeholder says otherwise, so that no model has to guess month from day.</summary>
    Date,

    /// <summary>A value that can only format into a string.</summary>
    Formattable,

    /// <summary>An enum, written by its name.</summary>
    Enum,

    /// <summary>A bool, written as <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A single character.</summary>
    Character,

    /// <summary>A record, list, dictionary or the like, written as JSON.</summary>
    Json,

    /// <summary>A picture: a part of the message of its own.</summary>
    Image,

    /// <summary>Several pictures.</summary>
    Images,

    /// <summary>A file: a part of the message of its own.</summary>
    File,

    /// <summary>Several files.</summary>
    Files,

    /// <summary>The conversation so far: messages before the prompt.</summary>
    History,

    /// <summary>The conversation's id: not written.</summary>
    Session,

    /// <summary>The router to call: not written.</summary>
    Router,

    /// <summary>The cancellation token: not written.</summary>
    Cancellation,
}
