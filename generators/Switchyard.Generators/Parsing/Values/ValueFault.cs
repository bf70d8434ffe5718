using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Why a type can be neither read nor written.</summary>
/// <param name="Path">Where in the type that was looked at, such as <c>Order.Items[].Owner</c>; empty for the type itself.</param>
/// <param name="Reason">What is wrong there, such as <c>is 'object', …</c>.</param>
/// <param name="IsMissing">Whether a type does not exist, which the compiler reports.</param>
internal sealed record ValueFault(string Path, string Reason, bool IsMissing = false)
{
    public static ValueFault Missing { get; } = new("", "", IsMissing: true);

    public static ValueFault Of(string path, ITypeSymbol type) => new(
        path,
        $"is '{type.ToMessage()}', of which nothing is known that a schema could say; use a record, class, struct, enum, list, Dictionary<string, …>, number, text, bool, date or time");
}
