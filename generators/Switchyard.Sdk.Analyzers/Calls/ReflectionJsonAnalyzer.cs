using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports JSON that is read or written without source-generated metadata.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReflectionJsonAnalyzer() : PluginAnalyzer(Descriptors.ReflectionJson)
{
    private const string Metadata = "System.Text.Json.Serialization.Metadata.JsonTypeInfo";
    private const string Context = "System.Text.Json.Serialization.JsonSerializerContext";

    private static readonly ImmutableHashSet<string> s_types =
    [
        "System.Text.Json.JsonSerializer", "System.Net.Http.Json.JsonContent", "System.Net.Http.Json.HttpClientJsonExtensions",
        "System.Net.Http.Json.HttpContentJsonExtensions",
    ];

    private protected override void Start(CompilationStartAnalysisContext context) => context.RegisterOperationAction(
        operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (s_types.Contains(call.TargetMethod.ContainingType.FullName()) && !KnowsTypes(call))
            {
                var name = $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}";
                operation.ReportDiagnostic(Diagnostic.Create(Descriptor, call.Syntax.GetLocation(), name));
            }
        },
        OperationKind.Invocation);

    // Metadata may also come in the options of a context.
    private static bool KnowsTypes(IInvocationOperation call) =>
        call.TargetMethod.Parameters.Any(parameter => parameter.Type.IsOrDerivesFrom(Metadata) || parameter.Type.IsOrDerivesFrom(Context))
        || call.Arguments.Any(argument => argument.DescendantsAndSelf().Any(part => part is IPropertyReferenceOperation { Instance: { } instance } && instance.Type.IsOrDerivesFrom(Context)));
}
