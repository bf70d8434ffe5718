using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Reports a call without a token where one is at hand.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingTokenAnalyzer() : TaskCallAnalyzer(Descriptors.MissingToken)
{
    /// <summary>The property of the diagnostic that names the token at hand.</summary>
    internal const string Token = "Token";

    /// <summary>The property of the diagnostic that names the task's parameter.</summary>
    internal const string Parameter = "Parameter";

    private protected override Diagnostic? Advise(IInvocationOperation call, OperationAnalysisContext context) =>
        TaskCall.OmittedToken(call) is { } omitted && TaskCall.TokenAtHand(call) is { } token
            ? Diagnostic.Create(
                Descriptors.MissingToken,
                call.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(Token, token).Add(Parameter, omitted.Parameter!.Name),
                TaskCall.Name(call),
                token)
            : null;
}
