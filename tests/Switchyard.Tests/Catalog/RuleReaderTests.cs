namespace Switchyard.Tests.Catalog;

/// <summary>A rule that can never decide anything is a mistake at its place.</summary>
public sealed class RuleReaderTests
{
    [Theory]
    [InlineData("""{ "then": { "tier": "cheap" } }""", "(2,12): $.rules[0]: \"name\" is missing; add it.")]
    [InlineData("""{ "name": "a" }""", "(2,12): $.rules[0]: \"then\" is missing; add it.")]
    [InlineData("""{ "name": "a b", "then": { "tier": "cheap" } }""", "(2,22): $.rules[0].name: \"a b\" is no name of a rule; write 1 to 64 letters, digits, '.', '_' or '-'.")]
    [InlineData("""{ "name": "a", "then": {} }""", "(2,35): $.rules[0].then: Nothing follows from this rule; say at least one thing, such as a tier.")]
    [InlineData("""{ "name": "a", "then": { "tire": "cheap" } }""", "(2,45): $.rules[0].then.tire: \"tire\" is unknown here; known are tier, models, only, avoid, residency, maxCostUsd, maxLatency, maxTokens, attempts, cache.")]
    [InlineData("""{ "name": "a", "then": { "tier": "mid" } }""", "(2,45): $.rules[0].then.tier: The policy has no tier mid; add the tier or name another.")]
    [InlineData("""{ "name": "a", "then": { "tier": "cheap", "models": ["p/x"] } }""", "(2,64): $.rules[0].then.models: A rule goes to a tier or to models; take out \"tier\" or \"models\".")]
    [InlineData("""{ "name": "a", "then": { "models": ["x"] } }""", "(2,48): $.rules[0].then.models[0]: \"x\" is no model id; write provider/model, such as openai/gpt-6-luna.")]
    [InlineData("""{ "name": "a", "then": { "models": [] } }""", "(2,47): $.rules[0].then.models: This list is empty, so nothing fits it; name something or take it out.")]
    [InlineData("""{ "name": "a", "when": { "promptTokens": { "above": 9, "upTo": 9 } }, "then": { "tier": "cheap" } }""", "(2,53): $.rules[0].when.promptTokens: This can never match: no prompt has more than 9 and at most 9 tokens; raise upTo or lower above.")]
    [InlineData("""{ "name": "a", "when": { "promptTokens": 9 }, "then": { "tier": "cheap" } }""", "(2,53): $.rules[0].when.promptTokens: This must be an object, but it is a number.")]
    [InlineData("""{ "name": "a", "when": { "asked": ["frontier"] }, "then": { "tier": "cheap" } }""", "(2,47): $.rules[0].when.asked[0]: This can never match: the policy has no tier frontier; add the tier or take it out here.")]
    [InlineData("""{ "name": "a", "when": { "topics": ["cooking"] }, "then": { "tier": "cheap" } }""", "(2,48): $.rules[0].when.topics[0]: \"cooking\" is unknown here; write code, mathematics, science, law, medicine, finance, history.")]
    [InlineData("""{ "name": "a", "when": { "keys": [] }, "then": { "tier": "cheap" } }""", "(2,45): $.rules[0].when.keys: This list is empty, so nothing fits it; name something or take it out.")]
    [InlineData("""{ "name": "a", "when": { "headers": { "Authorization": "Bearer x" } }, "then": { "tier": "cheap" } }""", "(2,67): $.rules[0].when.headers.Authorization: The header Authorization holds a secret, which does not belong here; say whose request it is with \"keys\".")]
    [InlineData("""{ "name": "a", "when": { "headers": { "x-a": "1", "X-A": "2" } }, "then": { "tier": "cheap" } }""", "(2,69): $.rules[0].when.headers.X-A: \"X-A\" stands here twice, in other letters; remove one.")]
    [InlineData("""{ "name": "a", "when": { "metadata": {} }, "then": { "tier": "cheap" } }""", "(2,49): $.rules[0].when.metadata: This is empty; name at least one with the text that it must have, or \"*\" for any.")]
    [InlineData("""{ "name": "a", "when": { "metadata": { "x": 1 } }, "then": { "tier": "cheap" } }""", "(2,56): $.rules[0].when.metadata.x: This must be a string or an array of strings, but it is a number.")]
    [InlineData("""{ "name": "a", "when": { "maxLatency": "fast" }, "then": { "tier": "cheap" } }""", "(2,51): $.rules[0].when.maxLatency: \"fast\" is no time; write a number above 0 and its unit: ms, s, m or h, such as \"8s\".")]
    [InlineData("""{ "name": "a", "when": { "asked": ["cheap"], "keys": ["k"] }, "then": { "tier": "cheap" } }""", "(2,92): $.rules[0].then.tier: This changes nothing: what asks for \"cheap\" goes to that tier, and no rule after it chooses; take it out or let it say more.")]
    [InlineData("""{ "name": "a", "then": { "only": ["x", "y"], "avoid": ["y", "z", "x"] } }""", "(2,45): $.rules[0].then.only: This leaves nobody: \"avoid\" takes out all that \"only\" allows; take one out.")]
    public void AMistakeIsOneSentenceAtItsPlace(string rule, string sentence)
    {
        Assert.Equal("p" + sentence, Assert.Single(Read(rule)).ToString());
    }

    [Theory]
    [InlineData("""{ "keys": ["k"] }""", """{ "keys": ["k"] }""")]
    [InlineData("""{ "keys": ["k", "l"] }""", """{ "keys": ["l"], "topics": ["code"] }""")]
    [InlineData("""{ "keys": ["te*"] }""", """{ "keys": ["team-a", "tens"] }""")]
    [InlineData("""{}""", """{ "headers": { "x-a": "1" } }""")]
    [InlineData("""{ "headers": { "X-A": "*" } }""", """{ "headers": { "x-a": ["1", "2"] } }""")]
    [InlineData("""{ "metadata": { "t": "a" } }""", """{ "metadata": { "t": "a", "u": "b" } }""")]
    [InlineData("""{ "promptTokens": { "above": 100 } }""", """{ "promptTokens": { "above": 200, "upTo": 300 } }""")]
    [InlineData("""{ "maxLatency": "1s" }""", """{ "maxLatency": "500ms" }""")]
    [InlineData("""{ "topics": ["code", "law"] }""", """{ "topics": ["law"] }""")]
    [InlineData("""{ "asked": ["auto", "cheap"] }""", """{ "asked": ["cheap"] }""")]
    [InlineData("""{ "teams": ["a"] }""", """{ "teams": ["a"], "tags": ["b"], "asked": ["auto"] }""")]
    public void AChoiceThatIsHiddenNeverDecides(string hiding, string hidden)
    {
        var errors = Read($$"""{ "name": "one", "when": {{hiding}}, "then": { "tier": "cheap" } }""", $$"""{ "name": "two", "when": {{hidden}}, "then": { "maxTokens": 5, "models": ["p/x"] } }""");

        var error = Assert.Single(errors);
        Assert.Equal(("$.rules[1].then.models", 3), (error.Path, error.Line));
        Assert.Equal("This never decides: \"one\", before it, decides whatever \"two\" matches; move it up or let it say less.", error.Message);
        Assert.Empty(Read($$"""{ "name": "two", "when": {{hidden}}, "then": { "models": ["p/x"] } }""", """{ "name": "one", "when": { "keys": ["other"] }, "then": { "tier": "cheap" } }"""));
    }

    [Theory]
    [InlineData("""{ "keys": ["k"] }""", """{ "keys": ["k", "l"] }""")]
    [InlineData("""{ "keys": ["k"], "topics": ["code"] }""", """{ "keys": ["k"] }""")]
    [InlineData("""{ "promptTokens": { "above": 100 } }""", """{ "promptTokens": { "above": 99 } }""")]
    [InlineData("""{ "headers": { "x-a": "1" } }""", """{ "headers": { "x-b": "1" } }""")]
    [InlineData("""{ "maxLatency": "500ms" }""", """{ "maxLatency": "1s" }""")]
    [InlineData("""{}""", """{ "asked": ["p/x"] }""")]
    public void AChoiceThatIsLeftSomethingMayStand(string first, string second)
    {
        Assert.Empty(Read($$"""{ "name": "one", "when": {{first}}, "then": { "tier": "cheap" } }""", $$"""{ "name": "two", "when": {{second}}, "then": { "models": ["p/x"] } }"""));
    }

    [Fact]
    public void SizesThatTogetherLeaveNothingHideTheNext()
    {
        var error = Assert.Single(Read(
            """{ "name": "short", "when": { "promptTokens": { "upTo": 2000 } }, "then": { "tier": "cheap" } }""",
            """{ "name": "long", "when": { "promptTokens": { "above": 2000 } }, "then": { "models": ["p/x"] } }""",
            """{ "name": "code", "when": { "topics": ["code"] }, "then": { "tier": "cheap" } }"""));
        Assert.Equal(4, error.Line);
        Assert.StartsWith("This never decides: \"short\" and \"long\", before it, decide whatever", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleThatNarrowsNoFurtherChangesNothing()
    {
        const string Strict = """{ "name": "one", "when": { "teams": ["t"] }, "then": { "residency": ["eu"], "maxTokens": 100 } }""";
        var error = Assert.Single(Read(Strict, """{ "name": "two", "when": { "teams": ["t"], "keys": ["k"] }, "then": { "residency": ["eu", "us"], "maxTokens": 100 } }"""));
        Assert.Equal("This changes nothing: \"one\", before it, holds for all that \"two\" matches and is as strict; take one out.", error.Message);
        Assert.Empty(Read(Strict, """{ "name": "two", "when": { "teams": ["t"], "keys": ["k"] }, "then": { "maxTokens": 99 } }"""));
    }

    [Fact]
    public void NamesAreUniqueAndRulesAreFew()
    {
        const string Rule = """{ "name": "one", "when": { "keys": ["k"] }, "then": { "tier": "cheap" } }""";
        Assert.Contains("Another rule is called \"one\"", Assert.Single(Read(Rule, Rule)).Message, StringComparison.Ordinal);
        var many = Enumerable.Range(0, 65).Select(index => $$"""{ "name": "r{{index}}", "when": { "keys": ["k{{index}}"] }, "then": { "tier": "cheap" } }""").ToArray();
        Assert.Contains("more than 64 rules", Assert.Single(Read(many)).Message, StringComparison.Ordinal);
        Assert.Empty(Read(many[..64]));
    }

    [Theory]
    [InlineData("""{ "name": "a", "when": { "asked": ["cheap"] }, "then": { "tier": "cheap", "maxTokens": 5 } }""")]
    [InlineData("""{ "name": "a", "when": { "asked": ["cheap"] }, "then": { "tier": "cheap", "cache": "1h" } }""")]
    [InlineData("""{ "name": "a", "when": { "asked": ["cheap", "auto"] }, "then": { "tier": "cheap" } }""")]
    [InlineData("""{ "name": "a", "when": { "asked": ["cheap"] }, "then": { "tier": "cheap" } }""", """{ "name": "b", "then": { "models": ["p/x"] } }""")]
    [InlineData("""{ "name": "a", "then": { "only": ["x", "y"], "avoid": ["y"] } }""")]
    public void WhatLeavesOrChangesSomethingMayStand(params string[] rules) => Assert.Empty(Read(rules));

    [Fact]
    public void ATierWhoseFiltersLeaveNobodyIsAMistake()
    {
        var errors = new List<ConfigurationError>();
        PolicyReader.Read("p", """{ "tiers": { "cheap": { "models": ["p/one"], "only": ["p"], "avoid": ["p"] } } }""", errors);
        Assert.Equal("p(1,54): $.tiers.cheap.only: This leaves nobody: \"avoid\" takes out all that \"only\" allows; take one out.", Assert.Single(errors).ToString());
    }

    private static List<ConfigurationError> Read(params string[] rules)
    {
        var errors = new List<ConfigurationError>();
        PolicyReader.Read("p", $$"""{ "tiers": { "cheap": { "models": ["p/one"] } },{{"\n"}} "rules": [{{string.Join(",\n", rules)}}] }""", errors);
        return errors;
    }
}
