namespace Switchyard.Generators.Tests;

/// <summary>
/// Tasks trigger nothing in the analyzers of the SDK, even with all of them on, so there is nothing to silence: as the emitted half is marked as
/// generated, those take both halves for generated.
/// </summary>
public sealed class OtherAnalyzersTests
{
    private const string Policy = """{ "tiers": { "cheap": { "models": ["local/one", "far/one"] } } }""";

    // Unused-looking fields, parameters and methods, members that could be static, and halves of everything that can have tasks.
    private const string Source = """
        using System.Runtime.CompilerServices;
        using Switchyard;
        using static Switchyard.Tier;

        namespace Sample;

        /// <summary>What is wanted.</summary>
        public enum Intent
        {
            /// <summary>Money back.</summary>
            Refund,
        }

        /// <summary>With a primary constructor.</summary>
        public sealed partial class Primary(Router router)
        {
            /// <summary>Text.</summary>
            [Tier(Cheap), Prompt("Say {text}.")]
            public partial ValueTask<string> GetTextAsync(string text, CancellationToken cancellationToken = default);

            /// <summary>Choice.</summary>
            [Tier(Cheap), System("Be short."), Prompt("What is this? {text}")]
            public partial Task<RoutedResult<Intent>> ChooseAsync(CancellationToken cancellationToken, string text);

            /// <summary>Stream.</summary>
            [Tier(Cheap), Prompt("Say {text}.")]
            public partial IAsyncEnumerable<string> StreamAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken = default);
        }

        /// <summary>With a field.</summary>
        public sealed partial class Field
        {
            private readonly Router _router;

            /// <summary>Takes a router.</summary>
            public Field(Router router, string name)
            {
                _router = router;
                Name = name;
            }

            /// <summary>A name.</summary>
            public string Name { get; }

            /// <summary>Uses the private one.</summary>
            public ValueTask<string> UseAsync()
            {
                return HiddenAsync("a");
            }

            [Tier(Cheap), Prompt("Say {text}.")]
            private partial ValueTask<string> HiddenAsync(string text);
        }

        /// <summary>With a router that all share, so that no task needs an instance.</summary>
        public sealed partial class ForAll
        {
            private static readonly Router s_router = Make();

            /// <summary>Instance.</summary>
            [Tier(Cheap), Prompt("Say {text}.")]
            public partial ValueTask<string> SayAsync(string text);

            private static Router Make()
            {
                throw new NotSupportedException();
            }
        }

        /// <summary>Static.</summary>
        public static partial class Extensions
        {
            /// <summary>Extension.</summary>
            [Tier(Cheap), Prompt("Say {text}.")]
            public static partial ValueTask<string> SayAsync(this Router router, string text);
        }
        """;

    [Fact]
    public async Task Tasks_trigger_no_analyzer_of_the_SDK() => Assert.Empty(
        await RealBuild.DiagnosticsAsync(
            "<AnalysisMode>All</AnalysisMode><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild><GenerateDocumentationFile>true</GenerateDocumentationFile>",
            ("Desk.cs", Source),
            ("switchyard.json", Policy),
            (".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.IDE0051.severity = warning\ndotnet_diagnostic.IDE0052.severity = warning\ndotnet_diagnostic.IDE0060.severity = warning\ndotnet_diagnostic.IDE0044.severity = warning\ndotnet_code_quality_unused_parameters = all\n")));

    [Fact]
    public async Task They_are_on()
    {
        var found = await RealBuild.DiagnosticsAsync(
            "<AnalysisMode>All</AnalysisMode><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>",
            ("Desk.cs", "namespace Sample;\n\npublic class Desk\n{\n    private readonly int _unused;\n    public int Say(string text) => 0;\n}\n"),
            (".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.IDE0051.severity = warning\ndotnet_diagnostic.IDE0060.severity = warning\n"));
        Assert.Contains("Desk.cs(5): IDE0051", found);
        Assert.Contains("Desk.cs(6): CA1822", found);
        Assert.Contains("Desk.cs(6): IDE0060", found);
    }
}
