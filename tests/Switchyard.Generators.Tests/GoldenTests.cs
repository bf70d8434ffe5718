using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators.Tests;

/// <summary>Every case in <c>Golden/</c>: what it becomes, that this compiles, and what is cached.</summary>
public sealed class GoldenTests
{
    /// <summary>Set to <c>1</c> to write the expectations anew from what the generator emits.</summary>
    private const string UpdateVariable = "SWITCHYARD_UPDATE_GOLDEN";

    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Emits_what_is_expected(string name)
    {
        var golden = new GoldenCase(name);
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(golden.Files), TestCompilation.Create(golden.Source));
        var actual = string.Concat(GeneratorVerifier.Sources(driver).Select(file => $"// {file.HintName}\n{file.SourceText}"));
        actual = actual.Replace($"\"{GeneratedBy.Version}\"", "\"{version}\"");

        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllText(golden.ExpectedPath, actual);
        Assert.Equal(File.ReadAllText(golden.ExpectedPath), actual);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiles_without_warning(string name)
    {
        var golden = new GoldenCase(name);
        LanguageVersion[] versions = [LanguageVersion.CSharp12, LanguageVersion.Latest];
        foreach (var options in versions.Select(TestCompilation.Options))
        {
            GeneratorVerifier.Run(GeneratorVerifier.Driver(golden.Files, options), TestCompilation.Create(golden.Source, options), out var output);
            Assert.Empty(TestCompilation.Faults(output));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Has_no_diagnostic(string name)
    {
        var golden = new GoldenCase(name);
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(golden.Source), golden.Files);

        // One case has models of no manifest, to show what the comments say of them; in another, constraints leave models out on purpose.
        string[] expected = name switch
        {
            "Comments" => [RuleIds.UnknownModel, RuleIds.UnknownModel],
            "Constraints" => [RuleIds.LatencyBudget, RuleIds.CapabilityMismatch],
            _ => [],
        };
        Assert.Equal(expected, diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Runs_nothing_on_an_unrelated_edit(string name)
    {
        var golden = new GoldenCase(name);
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(golden.Files), TestCompilation.Create([golden.Source, "class Other;"]));

        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([golden.Source, "class Another { int field; }"]));
        GeneratorVerifier.AssertNothingRan(driver);

        // In the same file, too.
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([golden.Source + "\n// A remark.\n", "class Another { int field; }"]));
        GeneratorVerifier.AssertNothingRan(driver);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Runs_one_class_on_an_edit_of_its_task(string name)
    {
        var golden = new GoldenCase(name);
        var compilation = TestCompilation.Create(golden.Source);
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(golden.Files), compilation);
        var before = GeneratorVerifier.Sources(driver);

        driver = GeneratorVerifier.Run(driver, Edit(compilation));
        var after = GeneratorVerifier.Sources(driver);

        Assert.Equal(before.Length, after.Length);
        Assert.Single(before.Zip(after), pair => pair.First.SourceText.ToString() != pair.Second.SourceText.ToString());
        Assert.Single(GeneratorVerifier.Steps(driver), step => step is (TrackingNames.Tasks, IncrementalStepRunReason.Modified));
        Assert.Single(GeneratorVerifier.Steps(driver), step => step is (TrackingNames.RoutedClasses, IncrementalStepRunReason.Modified));
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[0];
        var root = tree.GetRoot(TestContext.Current.CancellationToken);
        var prompt = root.DescendantNodes().OfType<AttributeSyntax>().First(attribute => attribute.Name.ToString().EndsWith("Prompt", StringComparison.Ordinal));
        var argument = prompt.ArgumentList!.Arguments[0].Expression;
        var longer = SyntaxFactory.ParseExpression($"\"Once more. \" + ({argument})");
        return compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root.ReplaceNode(argument, longer), tree.Options));
    }
}
