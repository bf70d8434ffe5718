using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Reads what the attributes of a member hold its value to.</summary>
internal static class BoundsParser
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";

    /// <summary>The bounds; <see langword="null"/> with what is wrong if they mean nothing for such a value.</summary>
    public static ValueBounds? Parse(IReadOnlyList<ISymbol> places, ValueKind kind, ITypeSymbol type, out string fault)
    {
        var bounds = ValueBounds.None;
        foreach (var attribute in places.SelectMany(place => place.GetAttributes()))
        {
            if (attribute.AttributeClass is not { ContainingNamespace: { } scope } type2 || scope.ToDisplayString() + "." != Annotations)
                continue;
            if (Apply(type2.Name, attribute, bounds, kind, type) is not { } applied)
            {
                fault = $"has [{type2.Name.Replace("Attribute", "")}], which means nothing for '{type.ToMessage()}' or holds no usable value";
                return null;
            }

            bounds = applied;
        }

        fault = "";
        return bounds;
    }

    private static ValueBounds? Apply(string name, AttributeData attribute, ValueBounds bounds, ValueKind kind, ITypeSymbol type)
    {
        var hasLength = kind is ValueKind.Text or ValueKind.List or ValueKind.Dictionary;
        var arguments = attribute.ConstructorArguments;
        return name switch
        {
            "RangeAttribute" => kind is ValueKind.Integer or ValueKind.Number ? ApplyRange(attribute, bounds, kind, type) : null,
            "StringLengthAttribute" => kind == ValueKind.Text
                ? bounds with { MaxLength = Whole(arguments, 0), MinLength = Named(attribute, "MinimumLength") as int? ?? bounds.MinLength }
                : null,
            "MinLengthAttribute" => hasLength ? bounds with { MinLength = Whole(arguments, 0) } : null,
            "MaxLengthAttribute" => hasLength ? bounds with { MaxLength = Whole(arguments, 0) } : null,
            "LengthAttribute" => hasLength ? bounds with { MinLength = Whole(arguments, 0), MaxLength = Whole(arguments, 1) } : null,
            "RequiredAttribute" => kind == ValueKind.Text && Named(attribute, "AllowEmptyStrings") is not true ? bounds with { IsFilled = true } : bounds,
            "RegularExpressionAttribute" => kind == ValueKind.Text && arguments is [{ Value: string pattern }] && IsPattern(pattern)
                ? bounds with { Pattern = pattern }
                : null,

            // Others, such as [Display], say nothing of the value.
            _ => bounds,
        };
    }

    private static ValueBounds? ApplyRange(AttributeData attribute, ValueBounds bounds, ValueKind kind, ITypeSymbol type)
    {
        // Either two numbers, or a type and two texts.
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length < 2 || arguments.Any(argument => argument.Kind is TypedConstantKind.Error or TypedConstantKind.Array))
            return null;
        if (Number(arguments[arguments.Length - 2].Value) is not { } low || Number(arguments[arguments.Length - 1].Value) is not { } high || low > high)
            return null;

        var isAbove = Named(attribute, "MinimumIsExclusive") is true;
        var isBelow = Named(attribute, "MaximumIsExclusive") is true;
        var (least, most) = Extent(type);
        if (kind == ValueKind.Integer)
        {
            // Of whole numbers the next one is the bound.
            low = isAbove && low == Math.Floor(low) ? low + 1 : Math.Ceiling(low);
            high = isBelow && high == Math.Ceiling(high) ? high - 1 : Math.Floor(high);
            if (low > high)
                return null;
            (isAbove, isBelow) = (false, false);
        }

        // What the type cannot exceed anyway needs no check, and has no literal.
        return bounds with
        {
            Minimum = low > least ? Text(low) : null,
            Maximum = high < most ? Text(high) : null,
            IsAbove = isAbove && low > least,
            IsBelow = isBelow && high < most,
        };
    }

    private static (decimal Least, decimal Most) Extent(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
        SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => (ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => (uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => (decimal.MinValue, decimal.MaxValue),
    };

    private static decimal? Number(object? value) => value switch
    {
        int number => number,
        double.NaN => null,
        double number => number <= (double)decimal.MinValue ? decimal.MinValue : number >= (double)decimal.MaxValue ? decimal.MaxValue : (decimal)number,
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static string Text(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static int? Whole(System.Collections.Immutable.ImmutableArray<TypedConstant> arguments, int index) =>
        index < arguments.Length && arguments[index].Value is int number and >= 0 ? number : null;

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
