namespace Switchyard.Gateway;

/// <summary>What JSON type a field has to have.</summary>
[Flags]
internal enum JsonKind : byte
{
    Any = 0,
    Text = 1,
    Number = 2,
    Integer = 4,
    Boolean = 8,
    Array = 16,
    Object = 32,
}
