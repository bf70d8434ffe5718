using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>Half-typed code and broken files must neither throw nor hang. Seeded, so that a failure comes again.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 40;

    // What is typed around a task, and what hurts a parser.
    private static readonly string[] s_scraps =
    [
        "{", "}", "{{", "}}", "(", ")", "[", "]", "<", ">", "\"", "\"\"\"", "@", "$\"", ";", ",", ".", ":", "?", "!", "\\", "\0", "\uD83D", "\u2028",
        "partial ", "async ", "static ", "class ", "record ", "interface ", "extension(", "this ", "ref ", "in ", "params ", "where T : ", "namespace ",
        "[Tier]", "[Tier(", "[Prompt(null)]", "[Prompt(", "[System]", "Tier.Cheap", "Router", "string", "CancellationToken ", "{message}", "{:}", "#if ",
    ];

    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Broken_code_breaks_nothing(string name)
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

    [Theory]
    [InlineData("switchyard.json", "{ \"tiers\": { \"cheap\": { \"models\": [\"a/b\", \"c/d\"] } }, \"limits\": { \"deadline\": \"30s\", \"costUsd\": 0.05 } }")]
    [InlineData("x.provider.json", "{ \"id\": \"a\", \"wire\": \"openai\", \"endpoint\": \"http://a/v1\", \"keys\": [\"A\"], \"models\": [{ \"id\": \"b\", \"price\": { \"input\": 1e-2, \"output\": 2 } }] }")]
    public async Task Broken_files_break_nothing(string file, string text)
    {
        var random = new Random(text.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var files = new AdditionalText[] { new TextFile(file, Mutate(text, random)) };
            Assert.DoesNotContain(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(new GoldenCase("SupportDesk").Source), files), IsCrash);
        }
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
        // The other direction of one parser: a mutation that leaves no error of ours leaves no task without its half.
        var random = new Random(4);
        var golden = new GoldenCase("SupportDesk");
        for (var round = 0; round < Rounds; round++)
        {
            var compilation = TestCompilation.Create(Mutate(golden.Source, random));
            if (compilation.GetDiagnostics(TestContext.Current.CancellationToken).Any(fault => fault.Severity == DiagnosticSeverity.Error && fault.Id != "CS8795"))
                continue;

            GeneratorVerifier.Run(GeneratorVerifier.Driver(), compilation, out var output);
            var faults = TestCompilation.Faults(output);
            var reported = await AnalyzerVerifier.DiagnosticsAsync(compilation);
            Assert.True(
                faults.All(fault => fault.Severity != DiagnosticSeverity.Error) || reported.Any(rule => rule.Severity == DiagnosticSeverity.Error),
                string.Join("\n", faults) + "\n" + compilation.SyntaxTrees[0]);
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
