namespace Switchyard.Generators;

/// <summary>What a list is made into once its items are read.</summary>
internal enum ListForm
{
    /// <summary>Nothing: a <c>List</c> will do.</summary>
    List,
    Array,
    ImmutableArray,
    Set,

    /// <summary>It can be written but not read: nobody knows how it is made.</summary>
    Unknown,
}
