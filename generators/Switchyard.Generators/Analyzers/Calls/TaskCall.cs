using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Reads what surrounds the call of a task.</summary>
internal static class TaskCall
{
    private static readonly HashSet<string> s_wrappers = new(StringComparer.Ordinal) { "ConfigureAwait", "AsTask", "Preserve", "WithCancellation" };

    /// <summary>The call with what only changes how it is awaited, such as <c>ConfigureAwait(false)</c>.</summary>
    public static IOperation Whole(IOperation call)
    {
        while (true)
        {
            switch (call.Parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    call = call.Parent;
                    break;
                case IInvocationOperation wrapper when s_wrappers.Contains(wrapper.TargetMethod.Name) && wrapper.Instance == call:
                    call = wrapper;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } wrapper } argument
                    when s_wrappers.Contains(wrapper.TargetMethod.Name) && wrapper.Arguments[0] == argument:
                    call = wrapper;
                    break;
                default:
                    return call;
            }
        }
    }

    /// <summary>The call that is awaited, if it is one of a task.</summary>
    public static IInvocationOperation? Awaited(IOperation? value, TaskTable tasks)
    {
        while (value is IConversionOperation or IParenthesizedOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        if (value is not IAwaitOperation { Operation: var awaited })
            return null;
        if (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } instance })
            awaited = instance;
        return awaited is IInvocationOperation call && tasks.IsTask(call.TargetMethod) ? call : null;
    }

    /// <summary>How messages name the task.</summary>
    public static string Name(IInvocationOperation call) => call.TargetMethod.TaskId();

    /// <summary>The token that the call leaves out; <see langword="null"/> if it takes none or is given one.</summary>
    public static IArgumentOperation? OmittedToken(IInvocationOperation call)
    {
        var whole = Whole(call);
        for (IOperation? wrapper = call; wrapper is not null && wrapper != whole.Parent; wrapper = wrapper.Parent)
        {
            if (wrapper is IInvocationOperation { TargetMethod.Name: "WithCancellation" })
                return null;
        }

        return call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.DefaultValue && IsToken(argument.Parameter?.Type));
    }

    /// <summary>Whether the task can be cancelled at all.</summary>
    public static bool TakesToken(IInvocationOperation call) => call.TargetMethod.Parameters.Any(parameter => IsToken(parameter.Type));

    /// <summary>The nearest token that can be written where a call stands.</summary>
    public static string? TokenAtHand(IInvocationOperation call)
    {
        if (call.SemanticModel is not { } semantics)
            return null;

        var position = call.Syntax.SpanStart;
        var scope = semantics.GetEnclosingSymbol(position);
        return semantics.LookupSymbols(position)
            .Where(symbol => symbol is IParameterSymbol { RefKind: not RefKind.Out } parameter && IsToken(parameter.Type)
                || symbol is ILocalSymbol local && IsToken(local.Type) && local.Locations.All(place => place.SourceSpan.End < position))
            .Where(symbol => IsReachable(symbol, scope))
            .OrderByDescending(symbol => symbol.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0)
            .FirstOrDefault()?.Name;
    }

    /// <summary>The method, local function or lambda that a call stands in.</summary>
    public static IMethodSymbol? Enclosing(IInvocationOperation call) =>
        call.SemanticModel?.GetEnclosingSymbol(call.Syntax.SpanStart) as IMethodSymbol;

    public static bool IsToken(ITypeSymbol? type) => type.Is("System.Threading.CancellationToken");

    // What a static function does not take along is out of its reach.
    private static bool IsReachable(ISymbol symbol, ISymbol? scope)
    {
        for (; scope is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } function; scope = scope.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function))
                return true;
            if (function.IsStatic)
                return false;
        }

        return true;
    }
}
