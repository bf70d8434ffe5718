using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a model or provider that <c>[Model]</c>, <c>[Only]</c> or <c>[Avoid]</c> names and no manifest has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownConstraintAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] s_ofProviders = [MetadataNames.OnlyAttribute, MetadataNames.AvoidAttribute];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.UnknownConstraint];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(TaskAnalyzer.WhereTasksAre);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        // Without any manifest the build knows no names, and every one may exist.
        if (TaskTable.Read(context) is not { Sound: not null } reading
            || RouteFiles.Of(context.Options, context.CancellationToken).Manifests is not { Count: > 0 } manifests)
        {
            return;
        }

        Check(MetadataNames.ModelAttribute, "model", [.. manifests.SelectMany(manifest => manifest.Models.Select(model => $"{manifest.Id}/{model.Id}"))]);
        foreach (var name in s_ofProviders)
            Check(name, "provider", [.. manifests.Select(manifest => manifest.Id)]);

        void Check(string name, string what, HashSet<string> known)
        {
            if (Find(reading, name) is not { ConstructorArguments: [{ Kind: TypedConstantKind.Array, IsNull: false } argument] } attribute)
                return;

            foreach (var id in argument.Values.Select(value => value.Value).OfType<string>().Distinct().Where(id => !known.Contains(id)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.UnknownConstraint,
                    Locate(attribute, id, context.CancellationToken),
                    ImmutableDictionary<string, string?>.Empty.Add(PolicyEntryAnalyzer.Replacement, NearestName.Find(id, known)),
                    name.Substring("Switchyard.".Length).Replace("Attribute", ""),
                    what,
                    id,
                    NearestName.Hint(id, known)));
            }
        }
    }

    // What is wrong with the class is said once, not for each of its tasks.
    private static AttributeData? Find(TaskReading reading, string name)
    {
        if (reading.Method.Attribute(name) is { } own)
            return own;
        var first = reading.Method.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(TaskParser.IsTask);
        return SymbolEqualityComparer.Default.Equals(first, reading.Method) ? reading.Method.ContainingType.Attribute(name) : null;
    }

    // A constant may stand elsewhere; then the attribute is the place.
    private static Location? Locate(AttributeData attribute, string id, CancellationToken cancellationToken)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        var literal = syntax?.DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault(item => item.Token.ValueText == id);
        return (literal ?? syntax)?.GetLocation();
    }
}
