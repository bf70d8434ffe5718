namespace Switchyard.Generators.Tests;

/// <summary>The rules about a task's messages.</summary>
public sealed class PromptRuleTests
{
    [Theory]
    [InlineData("\"Read {[|mesage|]}.\"", "mesage", "its parameters are message, count")]
    [InlineData("\"Read {[|Message|]}.\"", "Message", "did you mean {message}?")]
    [InlineData("@\"Read {[|mesage|]}.\"", "mesage", "its parameters are message, count")]
    [InlineData("\"\"\"\nRead\n{[|mesage|]:X}\n\"\"\"", "mesage", "its parameters are message, count")]
    [InlineData("$\"Read {{[|mesage|]}}.\"", "mesage", "its parameters are message, count")]
    [InlineData("[|\"Read \\u007Bmesage}.\"|]", "mesage", "its parameters are message, count")]
    [InlineData("\"Read {[|cancellationToken|]}.\"", "cancellationToken", "its parameters are message, count")]
    public Task Unknown_placeholder(string prompt, string name, string hint) => AssertAsync(
        prompt, "SWY2001", $"[Prompt] of 'Desk.AskAsync' has the placeholder '{name}', which is no parameter of the task: {hint}");

    [Fact]
    public Task Unused_parameter() => AnalyzerVerifier.AssertAsync(
        """
        using System.Threading;
        using System.Threading.Tasks;
        using Switchyard;

        static partial class Desk
        {
            [Tier(Tier.Cheap), System("{seen}"), Prompt("Hello {{unseen}}.")]
            public static partial ValueTask<string> AskAsync(Router router, string seen, int [|unseen|], CancellationToken cancellationToken);
        }
        """,
        "SWY2002", "Parameter 'unseen' of task 'Desk.AskAsync' is in no prompt, so no model sees it; write {unseen} into the prompt or remove the parameter");

    [Theory]
    [InlineData("[|\"\"|]")]
    [InlineData("[|\" \\n\"|]")]
    [InlineData("[|null!|]")]
    [InlineData("[|default!|]")]
    public Task Empty_prompt(string prompt) => AnalyzerVerifier.AssertAsync(
        $$"""
        using System.Threading.Tasks;
        using Switchyard;

        partial class Desk(Router router)
        {
            [Tier(Tier.Cheap), Prompt({{prompt}})]
            public partial ValueTask<string> AskAsync();
        }
        """,
        "SWY2003", "[Prompt] of 'Desk.AskAsync' is empty; write what the model is asked for");

    [Theory]
    [InlineData("\"Say [|{|]\\\"a\\\": 1}.\"", "{\"a\": 1}.", true)]
    [InlineData("\"Say [|{|]}.\"", "{}.")]
    [InlineData("\"Say [|}|].\"", "}.")]
    [InlineData("\"Say [|{|] message }.\"", "{ message }.")]
    [InlineData("\"Say [|{|]message\"", "{message")]
    [InlineData("\"Say [|{|]message{count}\"", "{message{count}")]
    [InlineData("\"Say [|{|]message:{\"", "{message:{")]
    [InlineData("\"Say [|{|]a b and many words after it}.\"", "{a b and many wo")]
    public Task Malformed_prompt(string prompt, string excerpt, bool isWhole = false) => AssertAsync(
        isWhole ? $"[|{prompt.Replace("[|", "").Replace("|]", "")}|]" : prompt,
        "SWY2004",
        $"[Prompt] of 'Desk.AskAsync' has a brace that belongs to no placeholder, at '{excerpt}'; double it to mean the brace itself");

    [Fact]
    public Task Unusable_format() => AssertAsync(
        "\"{[|message|]:F2} {count:F2}\"", "SWY2005",
        "Placeholder 'message' of 'Desk.AskAsync' has the format 'F2', but its parameter takes none; remove the format");

    [Fact]
    public Task No_constant_is_the_compilers_to_report() => AssertAsync("System.Environment.NewLine", "", "");

    private static Task AssertAsync(string prompt, string id, string message) => AnalyzerVerifier.AssertAsync(
        $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Switchyard;

        partial class Desk(Router router)
        {
            [Tier(Tier.Cheap), Prompt({{prompt}}), System("{message} {count}")]
            public partial ValueTask<string> AskAsync(string message, int count, CancellationToken cancellationToken);
        }
        """,
        id, message);
}
