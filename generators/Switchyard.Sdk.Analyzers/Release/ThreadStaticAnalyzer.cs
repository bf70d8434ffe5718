using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports a thread static field, and methods built by the runtime's pooling builder, which has such a field for each of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThreadStaticAnalyzer() : PluginAnalyzer(Descriptors.ThreadStatic)
{
    private const string Pooling = "System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder";

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        context.RegisterSymbolAction(
            symbol => Check(symbol, static attribute => attribute.AttributeClass?.FullName() == "System.ThreadStaticAttribute", "hold it in an object of the provider's"),
            SymbolKind.Field);
        context.RegisterSymbolAction(
            symbol => Check(symbol, IsPooling, "build it with PooledMethodBuilder of the SDK"),
            SymbolKind.Method);
    }

    private static bool IsPooling(AttributeData attribute) =>
        attribute.AttributeClass?.FullName() == "System.Runtime.CompilerServices.AsyncMethodBuilderAttribute"
        && attribute.ConstructorArguments is [{ Value: ITypeSymbol builder }]
        && builder.FullName() == Pooling;

    private void Check(SymbolAnalysisContext context, Func<AttributeData, bool> isOne, string remedy)
    {
        var symbol = context.Symbol;
        if (symbol.GetAttributes().Any(isOne))
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, symbol.Locations[0], symbol.Name, remedy));
    }
}
