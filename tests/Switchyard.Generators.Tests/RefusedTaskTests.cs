using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>
/// A task that cannot be implemented still gets its other half, so that the compiler has nothing to say and the rule is what the user reads.
/// </summary>
public sealed class RefusedTaskTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Switchyard;

        """;

    [Theory]
    [InlineData("public partial ValueTask<object> AskAsync();", "SWY1009")]
    [InlineData("public partial void Ask();", "SWY1005")]
    [InlineData("public partial ref readonly int Ask();", "SWY1005", "SWY1008")]
    [InlineData("public partial (int Count, string? Text)[] Ask();", "SWY1005")]
    [InlineData("public partial ValueTask<Nothing> AskAsync(); public enum Nothing;", "SWY1009")]
    [InlineData("public partial ValueTask<string> AskAsync(object? what);", "SWY1006")]
    [InlineData("public partial ValueTask<string> AskAsync(params ReadOnlySpan<int> what);", "SWY1006")]
    [InlineData("public partial ValueTask<string> AskAsync(ref int one, in long two, ref readonly int three);", "SWY1006")]
    [InlineData("public partial ValueTask<string> AskAsync(out int what, int count = 3);", "SWY1006")]
    [InlineData("public partial ValueTask<string> AskAsync(scoped ReadOnlySpan<char> what);", "SWY1006")]
    [InlineData("public partial ValueTask<string> AskAsync(dynamic @class, object @await);", "SWY1006")]
    [InlineData("public partial ValueTask<string> AskAsync(CancellationToken one, CancellationToken two);", "SWY1006")]
    [InlineData("public unsafe partial ValueTask<string> AskAsync(int* what, delegate*<int, void> how);", "SWY1006")]
    [InlineData("public partial ValueTask<string> AskAsync<T>();", "SWY1008")]
    [InlineData("public partial ValueTask<string> AskAsync<T, @in>(T? what) where T : class?, IComparable<T>, new() where @in : struct, Enum;", "SWY1006", "SWY1008")]
    [InlineData("public partial ValueTask<string> AskAsync<T>(T what) where T : notnull, allows ref struct;", "SWY1006", "SWY1008")]
    [InlineData("public partial ValueTask<string> AskAsync<T>() where T : unmanaged;", "SWY1008")]
    [InlineData("protected internal virtual partial Task AskAsync();", "SWY1005")]
    [InlineData("public partial IAsyncEnumerable<object> AskAsync([EnumeratorCancellation] CancellationToken token);", "SWY1009")]
    [InlineData("public override partial string ToString();", "SWY1005")]
    public Task It_compiles(string member, params string[] rules) =>
        AssertAsync($"public partial class Desk(Router router) {{ [Tier(Tier.Cheap), Prompt(\"Hello.\")] {member} }}", rules);

    [Theory]
    [InlineData("[Tier(Tier.Mid)]", "SWY1007")]
    [InlineData("[Prompt(\"Hello.\")]", "SWY1007")]
    [InlineData("[System(\"Hello.\")]", "SWY1007")]
    [InlineData("[System(\"Hello.\"), Prompt(\"Hello.\")]", "SWY1007")]
    [InlineData("[Tier((Tier)7), Prompt(\"Hello.\")]", "SWY1008")]
    [InlineData("[Tier(Tier.Mid), Prompt(\"\")]", "SWY2003")]
    public Task Whatever_attribute_is_missing_or_wrong(string attributes, string rule) =>
        AssertAsync($"public partial class Desk(Router router) {{ {attributes} public partial ValueTask<string> AskAsync(); }}", [rule]);

    [Theory]
    [InlineData("public partial class Desk {{ {0} }}", "SWY1003")]
    [InlineData("public partial struct Desk {{ {0} }}", "SWY1003")]
    [InlineData("public partial interface IDesk {{ {0} }}", "SWY1003")]
    [InlineData("public partial class Outer<T> where T : class {{ public readonly partial record struct Desk {{ {0} }} }}", "SWY1003")]
    [InlineData("namespace A.@class {{ public partial class Desk(Router one, Router two) {{ {0} }} }}", "SWY1004")]
    [InlineData("public partial class Desk(Router router) {{ Router R => router; Router? S {{ get; set; }} {0} }}", "SWY1004")]
    public Task Whatever_it_stands_in(string type, string rule) => AssertAsync(
        string.Format(null, type, "[Tier(Tier.Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();"), [rule]);

    [Fact]
    public Task An_extension_method() => AssertAsync(
        "public static partial class Desk { [Tier(Tier.Mid), Prompt(\"Hello.\")] public static partial ValueTask<object> AskAsync(this Router router); }",
        ["SWY1009"]);

    [Fact]
    public Task An_override_inherits_its_constraints() => AssertAsync(
        """
        public abstract class Base { public abstract ValueTask<string> AskAsync<T, U>(T? what) where T : class where U : IDisposable; }

        public partial class Desk(Router router) : Base
        {
            [Tier(Tier.Mid), Prompt("Hello.")]
            public override partial ValueTask<string> AskAsync<T, U>(T? what) where T : class;
        }
        """,
        ["SWY1006", "SWY1008"]);

    [Fact]
    public Task One_part_of_a_class_may_be_unsafe() => AssertAsync(
        """
        public unsafe partial class Desk(Router router)
        {
            [Tier(Tier.Mid), Prompt("Hello.")]
            public partial ValueTask<string> AskAsync(int* what);
        }
        """,
        ["SWY1006"]);

    [Fact]
    public void It_stands_beside_what_is_implemented()
    {
        const string Source = Usings + """
            partial class Desk(Router router)
            {
                [Tier(Tier.Mid), Prompt("Hello.")]
                public partial ValueTask<object> CountAsync();

                [Tier(Tier.Mid), Prompt("Hello.")]
                public partial ValueTask<string> AskAsync();
            }
            """;
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(Source), out var output);

        Assert.Empty(TestCompilation.Faults(output));
        var emitted = Assert.Single(GeneratorVerifier.Sources(driver)).SourceText.ToString();
        Assert.Contains(
            "throw new global::System.NotSupportedException(\"Task 'Desk.CountAsync' is not implemented, because the build reports SWY1009 on it; mend what it says.\");",
            emitted, StringComparison.Ordinal);
        Assert.Contains("return call.CompleteAsync(default);", emitted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial ValueTask<Missing> AskAsync();", "CS0246")]
    [InlineData("public partial ValueTask<string> AskAsync(Missing[] what);", "CS0246")]
    [InlineData("public partial ValueTask<string> AskAsync(); public partial ValueTask<string> AskAsync() => default;", "")]
    public void What_the_compiler_reports_is_not_doubled(string member, string fault)
    {
        var compilation = TestCompilation.Create(
            $"{Usings}public partial class Desk(Router router) {{ public Router R => router; [Tier(Tier.Cheap), Prompt(\"Hello.\")] {member} }}");
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(), compilation, out var output);

        Assert.Empty(GeneratorVerifier.Sources(driver));
        Assert.Equal(fault.Length > 0 ? 1 : 0, TestCompilation.Faults(output).Count(found => found.Id == fault));
    }

    [Fact]
    public void A_prompt_that_is_no_constant_is_one_error_of_the_compilers()
    {
        const string Source = Usings
            + "partial class Desk(Router router) { [Tier(Tier.Cheap), Prompt(Environment.NewLine)] public partial ValueTask<string> AskAsync(); }";
        GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(Source), out var output);

        Assert.Equal(["CS0182"], TestCompilation.Faults(output).Select(fault => fault.Id).Distinct());
    }

    private static async Task AssertAsync(string source, string[] rules)
    {
        var compilation = TestCompilation.Create(Usings + source);
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));
        GeneratorVerifier.Run(GeneratorVerifier.Driver(), compilation, out var output);

        Assert.Empty(TestCompilation.Faults(output));
        var reported = await AnalyzerVerifier.DiagnosticsAsync(compilation);
        Assert.Equal(rules, reported.Where(rule => rule.Severity == DiagnosticSeverity.Error).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal));
    }
}
