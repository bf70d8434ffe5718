using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators.Tests;

/// <summary>Whatever is edited in whatever file: a generator that has seen the code before emits what one emits that has not.</summary>
public sealed class IncrementalTests
{
    private const string Desk = """
        using System.Threading.Tasks;
        using Switchyard;

        namespace Shop;

        public partial class Desk : Base
        {
            /// <summary>Asks <see cref="Intent"/>.</summary>
            [Tier(Tier.Cheap), Prompt("Which? {message}"), Model(Constants.Id)]
            public partial ValueTask<Intent> AskAsync(string? message);

            [Tier(Tier.Cheap), Prompt(Constants.Prompt)]
            public partial ValueTask<Answer> ReadAsync();
        }

        """;

    private const string Types = """
        namespace Shop;

        public enum Intent { Refund, Other }

        public record Answer(int Count, string Text);

        public static class Constants
        {
            public const string Prompt = "Hello.";
            public const string Id = "local/one";

            public static int Count() { return 1; }
        }

        public abstract class Base
        {
            protected Switchyard.Router router = null!;
        }

        """;

    private const string Unrelated = """
        public class Unrelated
        {
            public int Count() => 1;

            [System.Obsolete("Old.")]
            public int Old(int number) { return number; }
        }

        """;

    public static TheoryData<int, string, string, bool> Edits => new()
    {
        // A file, what is replaced in it by what, and whether tasks of other files may stay as they are.
        { 2, "=> 1", "=> 2", true },
        { 2, "return number;", "return number + 1;", true },
        { 2, "\"Old.\"", "\"Older.\"", true },
        { 2, "public class", "// A remark.\npublic class", true },
        { 2, "number)", "count)", false },
        { 2, "{ return number; }", "=> number;", false },
        { 2, "public class", "#nullable disable\npublic class", false },
        { 1, "return 1;", "return 2;", true },
        { 1, "Refund,", "Refund, Delivery,", false },
        { 1, "Refund,", "[System.ComponentModel.Description(\"Money.\")] Refund,", false },
        { 1, "int Count, string", "int Count, string?", false },
        { 1, "int Count,", "[property: System.ComponentModel.DataAnnotations.Range(1, 5)] int Count,", false },
        { 1, "namespace Shop;", "#nullable disable\nnamespace Shop;", false },
        { 1, "\"Hello.\"", "\"Good day.\"", false },
        { 1, "local/one", "local/two", false },
        { 1, "router =", "other =", false },
        { 1, "protected Switchyard", "private Switchyard", false },
        { 1, "public abstract class Base", "[Switchyard.MaxCost(1)] public partial class Desk;\npublic abstract class Base", false },
        { 1, "public abstract class Base", "public partial class Desk { public partial System.Threading.Tasks.ValueTask<Answer> ReadAsync() => default; }\npublic abstract class Base", false },
        { 1, "public abstract class Base", "public partial class Desk { [Switchyard.Tier(Switchyard.Tier.Cheap), Switchyard.Prompt(\"Hello.\")] public partial System.Threading.Tasks.Task<string> ReadAsync(int i); }\npublic abstract class Base", false },
        { 1, "public abstract class Base", "public enum Answer2;\npublic abstract class Base", false },
        { 0, "Which?", "Who?", true },
        { 0, "Asks <see", "Puts <see", true },
        { 0, "string? message", "int message", false },
        { 0, "using Switchyard;", "using Switchyard;\nusing Intent = System.DayOfWeek;", false },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_and_its_undoing_give_what_a_new_generator_gives(int file, string old, string replacement, bool isLocal)
    {
        string[] sources = [Desk, Types, Unrelated];
        Assert.Contains(old, sources[file], StringComparison.Ordinal);
        var before = TestCompilation.Create(sources);
        var tree = before.SyntaxTrees[file];
        var edited = CSharpSyntaxTree.ParseText(sources[file].Replace(old, replacement), TestCompilation.Options(), tree.FilePath, cancellationToken: TestContext.Current.CancellationToken);
        var after = before.ReplaceSyntaxTree(tree, edited);
        Assert.Equal(isLocal, Declarations.AreSame(before, after, TestContext.Current.CancellationToken));

        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(), before);
        driver = GeneratorVerifier.Run(driver, after);
        Assert.Equal(Fresh(after), Emitted(driver));
        driver = GeneratorVerifier.Run(driver, before);
        Assert.Equal(Fresh(before), Emitted(driver));
    }

    [Fact]
    public void A_file_that_comes_or_goes_counts()
    {
        var before = TestCompilation.Create([Desk, Types]);
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(), before);
        foreach (var after in new[] { before.RemoveSyntaxTrees(before.SyntaxTrees[1]), before, before.AddSyntaxTrees(TestCompilation.Create("partial class Other;").SyntaxTrees) })
        {
            driver = GeneratorVerifier.Run(driver, after);
            Assert.Equal(Fresh(after), Emitted(driver));
        }
    }

    [Fact]
    public void A_reference_or_an_option_that_changes_counts()
    {
        var before = TestCompilation.Create([Desk, Types]);
        var token = TestContext.Current.CancellationToken;
        Assert.True(Declarations.AreSame(before, before.Clone(), token));
        Assert.False(Declarations.AreSame(before, before.RemoveReferences(before.ExternalReferences[0]), token));
        Assert.False(Declarations.AreSame(before, before.WithAssemblyName("Other"), token));
        Assert.False(Declarations.AreSame(before, before.WithOptions(before.Options.WithNullableContextOptions(NullableContextOptions.Disable)), token));

        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(), before);
        var after = before.WithOptions(before.Options.WithNullableContextOptions(NullableContextOptions.Disable));
        Assert.Equal(Fresh(after), Emitted(GeneratorVerifier.Run(driver, after)));
    }

    [Fact]
    public void An_edit_of_a_body_reads_no_task()
    {
        var sources = Enumerable.Range(0, 3).Select(index => Desk.Replace("class Desk", $"class Desk{index}")).Append(Types).Append(Unrelated).ToList();
        var before = TestCompilation.Create(sources);
        var history = new TaskHistory();
        var first = history.Read(before, TestContext.Current.CancellationToken);
        Assert.Equal(6, first.Length);

        // What was not read again is the same object.
        var edited = CSharpSyntaxTree.ParseText(Unrelated.Replace("=> 1", "=> 2"), TestCompilation.Options(), cancellationToken: TestContext.Current.CancellationToken);
        var second = history.Read(before.ReplaceSyntaxTree(before.SyntaxTrees[4], edited), TestContext.Current.CancellationToken);
        Assert.All(first.Zip(second), pair => Assert.Same(pair.First, pair.Second));

        var prompt = CSharpSyntaxTree.ParseText(sources[1].Replace("Which?", "Who?"), TestCompilation.Options(), cancellationToken: TestContext.Current.CancellationToken);
        var third = history.Read(before.ReplaceSyntaxTree(before.SyntaxTrees[1], prompt), TestContext.Current.CancellationToken);
        Assert.Equal([true, true, false, false, true, true], first.Zip(third, ReferenceEquals));
    }

    private static IReadOnlyList<string> Fresh(Compilation compilation) => Emitted(GeneratorVerifier.Run(GeneratorVerifier.Driver(), compilation));

    private static IReadOnlyList<string> Emitted(GeneratorDriver driver) => [.. GeneratorVerifier.Sources(driver).Select(file => $"{file.HintName}\n{file.SourceText}")];
}
