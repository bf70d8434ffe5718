using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>What emitted code writes is JSON, and says what the user wrote.</summary>
public sealed partial class EmittedRequestTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Messages_are_the_users(string name)
    {
        var golden = new GoldenCase(name);
        GeneratorVerifier.Run(GeneratorVerifier.Driver(golden.Files), TestCompilation.Create(golden.Source), out var output);
        var requests = EmittedRequest.Of(output).ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests, request =>
        {
            // Content that no placeholder names comes behind.
            Assert.StartsWith(Expected(request.Method, "PromptAttribute")!, request.Message("user"), StringComparison.Ordinal);
            Assert.EndsWith(Expected(request.Method, "SystemAttribute") ?? "", request.Message("system") ?? "", StringComparison.Ordinal);
            Assert.Equal(
                ["model", "messages", "response_format", "temperature"],
                request.Json.EnumerateObject().Select(member => member.Name).Union(["response_format"]).Union(["temperature"]));
        });
    }

    [Fact]
    public void A_choice_is_asked_for_as_a_schema_and_in_words_only_of_who_knows_none()
    {
        var golden = new GoldenCase("SupportDesk");
        GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(golden.Source), out var output);
        var request = EmittedRequest.Of(output).Single(request => request.Method.Name == "ClassifyAsync");

        Assert.Null(request.Message("system"));
        Assert.Contains(
            "PlaceInstruction(\"Answer with exactly one of these values and nothing else: Refund, Delivery, Repair, Other.\"u8, asMessage: true)",
            string.Concat(output.SyntaxTrees.Select(tree => tree.ToString())), StringComparison.Ordinal);
        Assert.Equal(
            """{"type":"json_schema","json_schema":{"name":"Intent","strict":true,"schema":{"type":"object","properties":{"value":{"type":"string","enum":["Refund","Delivery","Repair","Other"]}},"required":["value"],"additionalProperties":false}}}""",
            request.Json.GetProperty("response_format").GetRawText());
    }

    [Fact]
    public void A_long_prompt_is_one_constant()
    {
        var prompt = new StringBuilder();
        for (var line = 0; line < 20_000; line++)
            prompt.Append(line).Append(": \"quoted\" \\ and {{braced}}\n");
        var source = $"partial class Desk(Switchyard.Router router) {{ [Switchyard.Tier(Switchyard.Tier.Mid), Switchyard.Prompt({Literal.Text(prompt.ToString())})] "
            + "public partial System.Threading.Tasks.ValueTask<string> AskAsync(); }";

        GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(source), out var output);
        Assert.Empty(TestCompilation.Faults(output));
        var request = Assert.Single(EmittedRequest.Of(output));
        Assert.Equal(prompt.ToString().Replace("{{", "{").Replace("}}", "}"), request.Message("user"));
    }

    [Theory]
    [InlineData("plain ä 中 😀", "plain ä 中 😀")]
    [InlineData("\"\\/\b\f\n\r\t\0", "\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000")]
    [InlineData("\u2028\u2029\u0085\u202E\uFEFF", "\\u2028\\u2029\\u0085\\u202e\\ufeff")]
    public void Text_is_escaped(string text, string json) => Assert.Equal(json, JsonText.Escape(text));

    // Not an inline case: an attribute keeps its strings as UTF-8, which has no lone surrogate.
    [Fact]
    public void A_lone_surrogate_is_replaced()
    {
        Assert.Equal("a\uFFFD", JsonText.Escape("a\uD83D"));
        Assert.Equal("\uFFFD\uFFFDa", JsonText.Escape("\uDE00\uD83Da"));
    }

    [Theory]
    [InlineData("plain", "\"plain\"u8")]
    [InlineData(",\"a\":", "\"\"\",\"a\":\"\"\"u8")]
    [InlineData("\"}]", "\"\\\"}]\"u8")]
    [InlineData(" \"\"\"\" ", "\"\"\"\"\" \"\"\"\" \"\"\"\"\"u8")]
    [InlineData("\\n", "\"\"\"\\n\"\"\"u8")]
    public void A_literal_is_raw_where_that_helps(string json, string literal) => Assert.Equal(literal, Literal.Utf8(json));

    // Another reading of the template than the parser's, so that they check each other.
    private static string? Expected(IMethodSymbol method, string attribute)
    {
        var data = method.GetAttributes().SingleOrDefault(data => data.AttributeClass!.Name == attribute);
        return data is null ? null : WithoutLoneSurrogates(Tokens().Replace((string)data.ConstructorArguments[0].Value!, match => match.Value switch
        {
            "{{" => "{",
            "}}" => "}",
            _ => $"«{match.Groups[1].Value}»",
        }));
    }

    private static string WithoutLoneSurrogates(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\{\{|\}\}|\{([^{}:]+)(?::[^{}]*)?\}")]
    private static partial Regex Tokens();
}
