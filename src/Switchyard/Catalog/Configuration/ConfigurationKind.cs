namespace Switchyard;

internal enum ConfigurationKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
