using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Sdk.Analyzers;

/// <summary>
/// Reports a vendor's client, or its options, whose own retries are left on. It goes by the shapes that clients have in common: a settable
/// <c>MaxRetries</c>, the options of System.ClientModel (OpenAI's and newer ones of Azure), and those of Azure.Core.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClientRetriesAnalyzer() : PluginAnalyzer(Descriptors.ClientRetries)
{
    private const string PipelineOptions = "System.ClientModel.Primitives.ClientPipelineOptions";
    private const string AzureOptions = "Azure.Core.ClientOptions";

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var made = (IObjectCreationOperation)operation.Operation;
                if (made is { Type: { } type, Constructor: { } constructor } && Advice(type, constructor, made) is { } advice)
                    operation.ReportDiagnostic(Diagnostic.Create(Descriptor, made.Syntax.GetLocation(), type.Name, advice));
            },
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name is "AddStandardResilienceHandler" or "AddStandardHedgingHandler")
                    operation.ReportDiagnostic(Diagnostic.Create(Descriptor, call.Syntax.GetLocation(), call.TargetMethod.Name, "leave it out"));
            },
            OperationKind.Invocation);
    }

    private static string? Advice(ITypeSymbol type, IMethodSymbol constructor, IObjectCreationOperation made)
    {
        if (type.IsOrDerivesFrom(PipelineOptions))
            return Sets(made, "RetryPolicy") ? null : "set RetryPolicy = new ClientRetryPolicy(maxRetries: 0)";
        if (type.IsOrDerivesFrom(AzureOptions))
            return Sets(made, "MaxRetries") ? null : "set Retry = { MaxRetries = 0 }";
        if (HasRetries(type))
            return Sets(made, "MaxRetries") ? null : "set MaxRetries = 0";

        // The client takes options of such a kind, and got none.
        var isOptional = constructor.ContainingType.InstanceConstructors.Any(other => other.DeclaredAccessibility == Accessibility.Public && other.Parameters.Any(IsOptions));
        var isGiven = made.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && IsOptions(parameter) && !argument.Value.ConstantValue.HasValue);
        return isOptional && !isGiven ? "give it options in which retries are off" : null;
    }

    private static bool IsOptions(IParameterSymbol parameter) => parameter.Type.IsOrDerivesFrom(PipelineOptions) || parameter.Type.IsOrDerivesFrom(AzureOptions);

    private static bool HasRetries(ITypeSymbol type)
    {
        // A word that many use: only where the name says that it is about a client.
        if (!type.Name.EndsWith("Client", StringComparison.Ordinal) && !type.Name.EndsWith("ClientOptions", StringComparison.Ordinal))
            return false;
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.GetMembers("MaxRetries").Any(member => member is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public, IsStatic: false }))
                return true;
        }

        return false;
    }

    // Set at all: to what is the author's affair, who has then thought of it.
    private static bool Sets(IObjectCreationOperation made, string property) =>
        made.Initializer?.DescendantsAndSelf().Any(part => part is IPropertyReferenceOperation reference && reference.Property.Name == property) == true;
}
