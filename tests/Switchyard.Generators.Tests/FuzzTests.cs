using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>Half-typed code and broken files must neither throw nor hang. Seeded, so that a failure comes again.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 40;

    // A hang in the parser is not cancelled by anything, only noticed.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // What is typed around a task, and what hurts a parser.
    private static readonly string[] s_scraps =
    [
        "{", "}", "{{", "}}", "(", ")", "[", "]", "<", ">", "\"", "\"\"\"", "@", "$\"", ";", ",", ".", ":", "?", "!", "\\", "\0", "\uD83D", "\u2028",
        "partial ", "async ", "static ", "class ", "record ", "interface ", "extension(", "this ", "ref ", "in ", "params ", "where T : ", "namespace ",
        "[Tier]", "[Tier(", "[Prompt(null)]", "[Prompt(", "[System]", "Tier.Cheap", "Router", "string", "CancellationToken ",
        "[MaxCost(", "[Model(\"", "[Only(null)]", "[Avoid(default)]", "[Requires((Capabilities)(-1))]", "[Temperature(double.NaN)]", "[Repair]", "[Range(", "[Session]",
        "List<", "IAsyncEnumerable<", "Dictionary<string, ", "ImageContent ", "ChatMessage", "required ", "record R(R? r);", "[property: ", "{message}", "{:}", "#if ",
    ];

    // What compiles but for the missing half, and may or may not be a task.
    private static readonly (string Original, string Replacement)[] s_variations =
    [
        ("partial class SupportDesk(Router router)", "partial class SupportDesk"),
        ("partial class SupportDesk(Router router)", "partial class SupportDesk(Router router, Router other)"),
        ("partial class SupportDesk(Router router)", "partial record SupportDesk(Router router)"),
        ("partial class SupportDesk(Router router)", "partial struct SupportDesk(Router router)"),
        ("sealed partial class SupportDesk(Router router)", "abstract partial class SupportDesk<T>(Router? router) where T : class"),
        ("public sealed partial class", "file partial class"),
        ("public partial", "public static partial"),
        ("public partial", "internal partial"),
        ("string message", "object message"),
        ("string message", "Router message"),
        ("string message", "this string message"),
        ("string message", "char? message"),
        ("string message", "ref string message"),
        ("Async(", "Async<T>("),
        ("Intent intent", "Intent? intent"),
        ("Intent>", "Intent?>"),
        ("ValueTask<", "Task<"),
        ("IAsyncEnumerable<string>", "IAsyncEnumerable<Intent>"),
        ("IAsyncEnumerable<string>", "IAsyncEnumerable<object>"),
        ("ValueTask<string>", "ValueTask<Dictionary<string, int[]>>"),
        ("ValueTask<string>", "ValueTask<object>"),
        ("string message", "ImageContent message"),
        ("string message", "params int[] message"),
        ("string message", "[Session] string message"),
        ("[Tier(Cheap)]", "[Tier(Cheap), MaxCost(-1)]"),
        ("[Tier(Cheap)]", "[Tier(Cheap), Model(\"a/b\"), Only(\"b\")]"),
        ("[Tier(Mid)]", "[Tier(Mid), Repair, Requires(Capabilities.Images), Attempts(2), Temperature(0.5), Hedge, Residency(\"eu\")]"),
        ("[Tier(Cheap)]", "[Tier((Tier)8)]"),
        ("[Tier(Mid)]", ""),
        ("{message}", "{mesage}"),
        ("{message}", "{message"),
        ("[Prompt(\"{message}\")]", "[Prompt(null!)]"),
        ("CancellationToken cancellationToken = default", "CancellationToken? cancellationToken = null"),
        ("    Refund,\n    Delivery,\n    Repair,\n    Other,\n", ""),
    ];

    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Broken_code_breaks_nothing(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return Task.Run(() => BreakCodeAsync(name), cancellationToken).WaitAsync(s_patience, cancellationToken);
    }

    [Theory]
    [InlineData("switchyard.json", "{ \"tiers\": { \"cheap\": { \"models\": [\"a/b\", \"c/d\"] } }, \"limits\": { \"deadline\": \"30s\", \"costUsd\": 0.05 } }")]
    [InlineData("x.provider.json", "{ \"id\": \"a\", \"wire\": \"openai\", \"endpoint\": \"http://a/v1\", \"keys\": [\"A\"], \"models\": [{ \"id\": \"b\", \"price\": { \"input\": 1e-2, \"output\": 2 } }] }")]
    public async Task Broken_files_break_nothing(string file, string text)
    {
        var random = new Random(text.Length);
        var compilation = TestCompilation.Create(new GoldenCase("SupportDesk").Source);
        for (var round = 0; round < Rounds; round++)
        {
            var files = new AdditionalText[] { new TextFile(file, Mutate(text, random)) };
            Assert.DoesNotContain(await AnalyzerVerifier.DiagnosticsAsync(compilation, files), IsCrash);
        }
    }

    [Theory]
    [InlineData("Calls")]
    [InlineData("Declarations")]
    [InlineData("Prompts")]
    [InlineData("Routes")]
    public Task Fixes_of_broken_code_break_nothing(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return Task.Run(() => BreakMistakesAsync(name), cancellationToken).WaitAsync(s_patience, cancellationToken);
    }

    [Fact]
    public void Every_beginning_of_a_source_is_survived()
    {
        var source = new GoldenCase("SupportDesk").Source;
        var driver = GeneratorVerifier.Driver();
        for (var length = 0; length <= source.Length; length += 7)
            driver = GeneratorVerifier.Run(driver, TestCompilation.Create(source[..length]));
    }

    [Fact]
    public async Task What_no_rule_objects_to_is_implemented()
    {
        // The generator and the rules agree: a task is implemented, or one of our errors says why not.
        var random = new Random(4);
        var source = new GoldenCase("SupportDesk").Source;
        for (var round = 0; round < Rounds; round++)
        {
            var variant = source;
            foreach (var (original, replacement) in random.GetItems(s_variations, random.Next(1, 4)))
                variant = variant.Replace(original, replacement);

            var compilation = TestCompilation.Create(variant);
            GeneratorVerifier.Run(GeneratorVerifier.Driver(), compilation, out var output);
            var isImplemented = TestCompilation.Faults(output).All(fault => fault.Id != "CS8795");
            var reported = await AnalyzerVerifier.DiagnosticsAsync(compilation);
            Assert.True(isImplemented || reported.Any(rule => rule.Severity == DiagnosticSeverity.Error), variant);
        }
    }

    private static async Task BreakCodeAsync(string name)
    {
        var golden = new GoldenCase(name);
        var random = new Random(name.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter)));
        var driver = GeneratorVerifier.Driver(golden.Files);
        for (var round = 0; round < Rounds; round++)
        {
            var source = Mutate(golden.Source, random);
            try
            {
                // One driver over all rounds, as an editor has: what was cached of one state meets the next.
                driver = GeneratorVerifier.Run(driver, TestCompilation.Create(source));
                if (round % 4 == 0)
                    Assert.DoesNotContain(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(source), golden.Files), IsCrash);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Round {round} with this source:\n{source}", exception);
            }
        }
    }

    // Sources with something to fix in every line: what is offered is applied, whatever state the code is in.
    private static async Task BreakMistakesAsync(string name)
    {
        var original = await File.ReadAllTextAsync(Repository.PathOf("samples", "Mistakes", $"{name}.cs"), TestContext.Current.CancellationToken);
        TextFile[] files = [.. Directory.EnumerateFiles(Repository.PathOf("samples", "Mistakes"), "*.json").Select(path => new TextFile(Path.GetFileName(path), File.ReadAllText(path)))];
        var random = new Random(name.Length);
        for (var round = 0; round < Rounds / 2; round++)
        {
            var source = round == 0 ? original : Mutate(original, random);
            try
            {
                await CodeFixVerifier.ExerciseAsync(source, files);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Round {round} with this source:\n{source}", exception);
            }
        }
    }

    private static bool IsCrash(Diagnostic diagnostic) => diagnostic.Id == "AD0001";

    private static string Mutate(string text, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var start = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(24, text.Length - start) + 1);
            text = random.Next(5) switch
            {
                0 => text[..start],
                1 => text.Remove(start, length),
                2 => text.Insert(start, s_scraps[random.Next(s_scraps.Length)]),
                3 => text.Remove(start, length).Insert(start, s_scraps[random.Next(s_scraps.Length)]),
                _ => text.Insert(random.Next(text.Length + 1), text.Substring(start, length)),
            };
        }

        return text;
    }
}
