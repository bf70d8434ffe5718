namespace Switchyard.Generators;

/// <summary>What a type is in JSON.</summary>
internal enum ValueKind
{
    Text,
    Character,
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Number,
    Guid,
    DateTime,
    DateTimeOffset,
    Date,
    Time,
    Duration,
    Uri,

    /// <summary>An enum, by its members' words.</summary>
    Choice,

    /// <summary>A list of items.</summary>
    List,

    /// <summary>A dictionary with string keys: in a schema a list of entries, as strict mode knows no free member names.</summary>
    Dictionary,

    /// <summary>An object with members.</summary>
    Object,
}
