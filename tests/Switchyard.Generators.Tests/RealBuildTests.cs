using System.Text.RegularExpressions;

namespace Switchyard.Generators.Tests;

/// <summary>What a user reads of each mistake in a real build: the rule, and nothing of the compiler's.</summary>
public sealed partial class RealBuildTests
{
    private const string Policy = """{ "tiers": { "cheap": { "models": ["local/one"] } } }""";

    // Every mistake says in a comment on its line what must be reported there; a line without one must have nothing.
    private const string Desk = """
        using Switchyard;

        public enum Nothing;

        public partial class Desk(Router router)
        {
            [Tier(Tier.Cheap), Prompt("Hello.")]
            public partial ValueTask<object> CountAsync(); // SWY1009

            [Tier(Tier.Cheap), Prompt("Hello.")]
            public partial ValueTask<Nothing> NothingAsync(); // SWY1009

            [Tier(Tier.Cheap)]
            public partial ValueTask<string> PromptlessAsync(); // SWY1007

            [Prompt("Hello.")]
            public partial ValueTask<string> TierlessAsync(); // SWY1007

            [Tier(Tier.Cheap), Prompt("")] // SWY2003
            public partial ValueTask<string> EmptyAsync();

            [Tier(Tier.Cheap), Prompt("{what}")]
            public partial ValueTask<string> ObjectAsync(object what); // SWY1006

            [Tier(Tier.Cheap), Prompt("{what}")]
            public partial ValueTask<string> ManyAsync(params ReadOnlySpan<string> what); // SWY1006

            [Tier(Tier.Cheap), MaxCost(-1), Prompt("Hello.")] // SWY1010
            public partial ValueTask<string> CheapAsync();

            [Tier(Tier.Cheap), Prompt("{what}")]
            public partial ValueTask<string> ByReferenceAsync(out int what); // SWY1006

            [Tier(Tier.Cheap), Prompt("Hello.")]
            public partial ValueTask<string> GenericAsync<T>() where T : IDisposable; // SWY1008

            [Tier((Tier)7), Prompt("Hello.")] // SWY1008
            public partial ValueTask<string> NoTierAsync();

            [Tier(Tier.Cheap), Prompt("{mesage}")] // SWY2001
            public partial ValueTask<string> MisspeltAsync();

            [Tier(Tier.Cheap), Prompt("Hello.")]
            public static partial ValueTask<string> StaticAsync(); // SWY1003
        }

        public partial class Alone
        {
            [Tier(Tier.Cheap), Prompt("Hello.")]
            public partial ValueTask<string> AskAsync(); // SWY1003
        }

        public partial class Refused(Router router)
        {
            [Tier(Tier.Cheap), Prompt("Hello.")]
            public partial ValueTask<object> CountAsync(); // SWY1009
        }

        public partial class Twice(Router one, Router two)
        {
            [Tier(Tier.Cheap), Prompt("Hello.")]
            public partial ValueTask<string> AskAsync(); // SWY1004
        }

        public partial class Bodied(Router router)
        {
            [Tier(Tier.Cheap), Prompt("Hello.")]
            public ValueTask<string> AskAsync() => new(router.ToString()!); // SWY1001
        }
        """;

    [Fact]
    public async Task Every_mistake_is_read_as_its_rule() =>
        Assert.Equal(Expected("Desk.cs", Desk), await RealBuild.DiagnosticsAsync(("Desk.cs", Desk), ("switchyard.json", Policy)));

    [Fact]
    public async Task Typos_in_files_are_read_on_the_files()
    {
        const string Source = """
            using Switchyard;

            public partial class Desk(Router router)
            {
                [Tier(Tier.Cheap), Prompt("Hello.")]
                public partial ValueTask<string> AskAsync();
            }
            """;
        const string Typos = """
            {
              "tiers": {
                "cheap": { "models": ["local/one",
                  "local/oen"] }
              },
              "tasks": {
                "Desk.AskAsync": {},
                "Desk.NoSuch": {}
              },
              "providers": {
                "nobody": {}
              }
            }
            """;
        const string Manifest = """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }] }""";

        Assert.Equal(
            ["b.provider.json(1): SWY3008", "switchyard.json(4): SWY3006", "switchyard.json(8): SWY3005", "switchyard.json(11): SWY3007"],
            await RealBuild.DiagnosticsAsync(
                ("Desk.cs", Source), ("switchyard.json", Typos), ("a.provider.json", Manifest), ("b.provider.json", Manifest)));
    }

    [Fact]
    public async Task A_missing_policy_is_read_on_the_first_task()
    {
        const string Source = """
            using Switchyard;

            public partial class Desk(Router router)
            {
                [Tier(Tier.Cheap), Prompt("Hello.")]
                public partial ValueTask<string> AskAsync(); // SWY3004

                [Tier(Tier.Cheap), Prompt("Hello.")]
                public partial ValueTask<string> ReplyAsync();
            }
            """;

        Assert.Equal(Expected("Desk.cs", Source), await RealBuild.DiagnosticsAsync(("Desk.cs", Source)));
    }

    private static IEnumerable<string> Expected(string file, string text) =>
        text.Split('\n').Index()
            .Select(line => (Number: line.Index + 1, Mark: Mark().Match(line.Item)))
            .Where(line => line.Mark.Success)
            .Select(line => $"{file}({line.Number}): {line.Mark.Groups[1].Value}");

    [GeneratedRegex("// (SWY[0-9]{4})$")]
    private static partial Regex Mark();
}
