using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>The types that are one JSON value.</summary>
internal static class SimpleTypes
{
    public static ValueKind? Kind(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ValueKind.Text,
        SpecialType.System_Char => ValueKind.Character,
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_DateTime => ValueKind.DateTime,
        SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
            or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => ValueKind.Integer,
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => ValueKind.Number,
        _ when type is not INamedTypeSymbol { ContainingNamespace.Name: "System" or "Numerics" } => null,
        _ when type.Is("System.Int128") || type.Is("System.UInt128") || type.Is("System.Numerics.BigInteger") => ValueKind.Integer,
        _ when type.Is("System.Half") => ValueKind.Number,
        _ when type.Is("System.Guid") => ValueKind.Guid,
        _ when type.Is("System.DateTimeOffset") => ValueKind.DateTimeOffset,
        _ when type.Is("System.DateOnly") => ValueKind.Date,
        _ when type.Is("System.TimeOnly") => ValueKind.Time,
        _ when type.Is("System.TimeSpan") => ValueKind.Duration,
        _ when type.Is("System.Uri") => ValueKind.Uri,
        _ => null,
    };
}
