namespace Switchyard.Generators.Tests;

/// <summary>The rules about a task's declaration.</summary>
public sealed class TaskRuleTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Switchyard;

        """;

    [Theory]
    [InlineData("public ValueTask<string> [|AskAsync|]() => default;")]
    [InlineData("public partial ValueTask<string> [|AskAsync|]() => default;")]
    [InlineData("public partial ValueTask<string> [|AskAsync|](); public partial ValueTask<string> AskAsync() => default;")]
    public Task Not_partial(string member) => AssertMemberAsync(
        member, "SWY1001",
        "Task 'Desk.AskAsync' must be a partial method without a body, because the body is generated; make it partial and remove the body");

    [Theory]
    [InlineData("public partial ValueTask<string> [|AskAsync|](); [Tier(Tier.Cheap), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync() => default;")]
    [InlineData("[Tier(Tier.Cheap)] public partial ValueTask<string> [|AskAsync|](); [Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync() => default;")]
    [InlineData("public void Run() { [Tier(Tier.Cheap), Prompt(\"Hello.\")] ValueTask<string> [|AskAsync|]() => default; AskAsync(); }")]
    [InlineData("public int Count { get { [Tier(Tier.Cheap)] int [|AskAsync|]() => 0; return AskAsync(); } }")]
    public Task Not_partial_wherever_the_attribute_stands(string members) => AssertAsync(
        $"partial class Desk(Router router) {{ {members} }}", "SWY1001",
        "Task 'Desk.AskAsync' must be a partial method without a body, because the body is generated; make it partial and remove the body");

    [Fact]
    public Task Class_not_partial() => AssertAsync(
        """
        class [|Outer|]
        {
            partial class Middle
            {
                public partial class Desk(Router router)
                {
                    [Tier(Tier.Cheap), Prompt("Hello.")]
                    public partial ValueTask<string> AskAsync();
                }
            }
        }
        """,
        "SWY1002", "'Outer' contains the task 'Desk.AskAsync' and so must be partial; add the modifier");

    [Theory]
    [InlineData("partial class Desk")]
    [InlineData("partial class Desk(string router)")]
    [InlineData("class Base { private Router _router = null!; } partial class Desk : Base")]
    [InlineData("class Base { protected Router router = null!; } class Between : Base { protected new int router; } partial class Desk : Between")]
    [InlineData("partial class Outer(Router router) { Router R => router; } partial class Desk")]
    public Task No_router(string declaration) => AssertAsync(
        declaration + """
         {
            [Tier(Tier.Cheap), Prompt("Hello.")]
            public partial ValueTask<string> [|AskAsync|]();
        }
        """,
        "SWY1003",
        "Task 'Desk.AskAsync' finds no Router; give 'Desk' a field, property or primary-constructor parameter of type Switchyard.Router that the task can reach");

    [Fact]
    public Task A_static_task_reaches_no_instance() => AssertMemberAsync(
        "public static partial ValueTask<string> [|AskAsync|]();", "SWY1003",
        "Task 'Desk.AskAsync' finds no Router; give 'Desk' a field, property or primary-constructor parameter of type Switchyard.Router that the task can reach");

    [Fact]
    public Task Several_routers() => AssertMemberAsync(
        "Router _one = null!, _two = null!; public partial ValueTask<string> [|AskAsync|]();", "SWY1004",
        "Task 'Desk.AskAsync' finds several routers (_one, _two); leave one, or take the one to use as a parameter of the task",
        attributesFirst: false);

    [Theory]
    [InlineData("string", "string")]
    [InlineData("ValueTask", "ValueTask")]
    [InlineData("ValueTask<RoutedResult<string>?>", "ValueTask<RoutedResult<string>?>")]
    [InlineData("IEnumerable<string>", "IEnumerable<string>")]
    public Task Unsupported_return(string type, string shown) => AssertMemberAsync(
        $"public partial [|{type}|] AskAsync();", "SWY1005",
        $"Task 'Desk.AskAsync' cannot return '{shown}'; return ValueTask or Task of a value or of RoutedResult of a value, or IAsyncEnumerable of text or items");

    [Theory]
    [InlineData("object [|what|]", "object")]
    [InlineData("System.IO.Stream [|what|]", "Stream")]
    [InlineData("byte[] [|what|]", "byte[]")]
    [InlineData("(int, int) [|what|]", "(int, int)")]
    [InlineData("Action [|what|]", "Action")]
    [InlineData("[Session] int [|what|]", "int")]
    [InlineData("in int [|what|]", "int by reference")]
    [InlineData("ReadOnlySpan<char> [|what|]", "ReadOnlySpan<char>")]
    [InlineData("dynamic [|what|]", "dynamic")]
    [InlineData("CancellationToken one, CancellationToken [|what|]", "CancellationToken")]
    public Task Unsupported_parameter(string parameters, string shown) => AssertMemberAsync(
        $"public partial ValueTask<string> AskAsync({parameters});", "SWY1006",
        $"Parameter 'what' of task 'Desk.AskAsync' cannot be '{shown}'; use text, bool, an enum, a number, date or other IFormattable, a record, list or dictionary of such, ImageContent, FileContent, chat messages, one [Session] string or one CancellationToken, by value");

    [Theory]
    [InlineData("object", "object", "is 'object', of which nothing is known that a schema could say; use a record, class, struct, enum, list, Dictionary<string, …>, number, text, bool, date or time")]
    [InlineData("Nothing", "Nothing", "is 'Nothing', an enum without a member to choose; give it one")]
    [InlineData("(int, int)", "(int, int)", "is '(int, int)', of which nothing is known that a schema could say; use a record, class, struct, enum, list, Dictionary<string, …>, number, text, bool, date or time")]
    [InlineData("Base", "Base", "is 'Base', of which nothing is known that a schema could say; use a record, class, struct, enum, list, Dictionary<string, …>, number, text, bool, date or time")]
    [InlineData("Order", "Order.Lines[].Owner", "is 'object', of which nothing is known that a schema could say; use a record, class, struct, enum, list, Dictionary<string, …>, number, text, bool, date or time")]
    [InlineData("Two", "Two", "is 'Two', which has several constructors; mark the one to call with [JsonConstructor]")]
    [InlineData("Odd", "Odd", "is 'Odd', whose constructor has the parameter 'other' but no property of that name")]
    [InlineData("Empty", "Empty", "is 'Empty', which has no property that an answer could set")]
    [InlineData("Twice", "Twice", "has two members \"name\"; give one another name with [JsonPropertyName]")]
    [InlineData("Grows<int>", null, null)]
    [InlineData("Hidden", "Hidden", "is 'Hidden', whose required member 'Secret' no answer can set; make it a property with a setter")]
    [InlineData("Bounded", "Bounded.Name", "has [Range], which means nothing for 'string' or holds no usable value")]
    [InlineData("Patterned", "Patterned.Name", "has [RegularExpression], which means nothing for 'string' or holds no usable value")]
    [InlineData("Dictionary<int, string>", "Dictionary<int, string>", "is 'Dictionary<int, string>', of which nothing is known that a schema could say; use a record, class, struct, enum, list, Dictionary<string, …>, number, text, bool, date or time")]
    public async Task Unsupported_value(string type, string? path, string? reason)
    {
        var source = Usings + $$"""
            public enum Nothing;
            public abstract class Base { public int Number { get; set; } }
            public record Order(Line[] Lines);
            public record Line(object Owner);
            public class Two { public Two(int one) { } public Two(string two) { } }
            public class Odd(int other) { public int One => other; }
            public class Empty;
            public class Twice { public int Name { get; set; } public int NAME { get; set; } }
            public class Grows<T> { public Grows<Grows<T>>? Next { get; set; } }
            public class Hidden { public required int Secret; public int Other { get; set; } }
            public record Bounded([property: System.ComponentModel.DataAnnotations.Range(1, 2)] string Name);
            public record Patterned([property: System.ComponentModel.DataAnnotations.RegularExpression("(")] string Name);
            partial class Desk(Router router) { [Tier(Tier.Cheap), Prompt("Hello.")] public partial ValueTask<{{type}}> AskAsync(); }
            """;
        var diagnostic = Assert.Single(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(source)));
        Assert.Equal("SWY1009", diagnostic.Id);
        if (path is not null)
            Assert.Equal($"Task 'Desk.AskAsync' cannot return 'ValueTask<{type}>': '{path}' {reason}", diagnostic.GetMessage());
        else
            Assert.EndsWith("which is nested too deeply; use a flatter type", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public Task Unsupported_value_of_a_parameter() => AssertAsync(
        "record Order(Line[] Lines); record Line(Action Done); partial class Desk(Router router) { [Tier(Tier.Cheap), Prompt(\"{order}\")] public partial ValueTask<string> AskAsync(Order [|order|]); }"
            .Replace("public partial", "internal partial"),
        "SWY1009",
        "Task 'Desk.AskAsync' cannot take 'Order': 'Order.Lines[].Done' is 'Action', of which nothing is known that a schema could say; use a record, class, struct, enum, list, Dictionary<string, …>, number, text, bool, date or time");

    [Theory]
    [InlineData("[|MaxCost(0)|]", "MaxCost", "must be above 0 and at most 1000000 USD, not 0")]
    [InlineData("[|MaxCost(double.NaN)|]", "MaxCost", "must be above 0 and at most 1000000 USD, not NaN")]
    [InlineData("[|MaxCost(1e300)|]", "MaxCost", "must be above 0 and at most 1000000 USD, not 1E+300")]
    [InlineData("[|MaxLatency(-1)|]", "MaxLatency", "must be above 0 ms, not -1")]
    [InlineData("[|MaxTokens(0)|]", "MaxTokens", "must be above 0 tokens, not 0")]
    [InlineData("[|Attempts(0)|]", "Attempts", "must be 1 or more, not 0")]
    [InlineData("[|Temperature(2.5)|]", "Temperature", "must be from 0 to 2, not 2.5")]
    [InlineData("[|Model()|]", "Model", "is empty; name a full id such as openai/gpt-6-luna")]
    [InlineData("[|Model(\"gpt\")|]", "Model", "has 'gpt', which is not a full id such as openai/gpt-6-luna")]
    [InlineData("[|Only(\" \")|]", "Only", "has ' ', which is not the id of a provider")]
    [InlineData("Only(\"a\"), [|Avoid(\"a\", \"b\")|]", "Avoid", "leaves nothing of what [Only] allows; remove one of the two")]
    [InlineData("[|Model(\"a/b\")|], Avoid(\"a\")", "Model", "names only models of providers that [Only] or [Avoid] rule out; name another or relax those")]
    [InlineData("[|Repair|]", "Repair", "has nothing to mend: text always fits, and of a stream a part is handed on already; remove it")]
    [InlineData("[|Escalate|]", "Escalate", "has no answer to judge: text always fits; remove it")]
    public Task Unusable_constraint(string attributes, string name, string reason) => AssertMemberAsync(
        $"[{attributes}] public partial ValueTask<string> AskAsync();", "SWY1010", $"[{name}] of 'Desk.AskAsync' {reason}");

    [Fact]
    public Task Escalation_needs_a_tier_to_go_to() => AssertMemberAsync(
        "[Tier(Tier.Cheap), Prompt(\"Hello.\"), Model(\"eu/large\"), [|Escalate|]] public partial ValueTask<int> AskAsync();", "SWY1010",
        "[Escalate] of 'Desk.AskAsync' has no tier to go to, as [Model] names the only models; remove one of the two");

    [Fact]
    public Task An_unusable_constraint_of_a_class_is_reported_once() => AssertAsync(
        """
        [[|MaxTokens(-5)|]]
        partial class Desk(Router router)
        {
            [Tier(Tier.Cheap), Prompt("Hello.")] public partial ValueTask<string> AskAsync();
            [Tier(Tier.Cheap), Prompt("Hello.")] public partial ValueTask<string> ReplyAsync();
        }
        """,
        "SWY1010", "[MaxTokens] of 'Desk' must be above 0 tokens, not -5");

    [Theory]
    [InlineData("[Tier(Tier.Mid)]", "[Prompt]")]
    [InlineData("[Prompt(\"Hello.\")]", "[Tier]")]
    [InlineData("[System(\"Hello.\")]", "[Tier] and [Prompt]")]
    public Task Incomplete(string attribute, string missing) => AssertAsync(
        $$"""
        partial class Desk(Router router)
        {
            {{attribute}}
            public partial ValueTask<string> [|AskAsync|]();
        }
        """,
        "SWY1007", $"Task 'Desk.AskAsync' lacks {missing}; a task needs both [Tier] and [Prompt]");

    [Fact]
    public Task Type_parameters() => AssertMemberAsync(
        "public partial ValueTask<string> [|AskAsync|]<T>();", "SWY1008",
        "Task 'Desk.AskAsync' cannot be implemented: it has type parameters; put them on the class");

    [Fact]
    public Task A_picture_in_a_system_message() => AssertAsync(
        "partial class Desk(Router router) { [Tier(Tier.Cheap), System(\"Look: {[|photo|]}\"), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync(ImageContent photo); }",
        "SWY1008", "Task 'Desk.AskAsync' cannot be implemented: 'photo' is a picture or file, which only a prompt can hold; move it there");

    [Fact]
    public async Task No_model_that_meets_the_constraints()
    {
        const string Manifest = """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }, { "id": "two", "capabilities": ["tools"] }] }""";
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(
            TestCompilation.Create(Usings + "partial class Desk(Router router) { [Tier(Tier.Cheap), Requires(Capabilities.Tools), MaxCost(1), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync(); }"),
            new TextFile("switchyard.json", """{ "tiers": { "cheap": { "models": ["local/one", "local/two"] } } }"""), new TextFile("local.provider.json", Manifest));
        Assert.Equal(
            "No model can answer task 'Desk.AskAsync': all of its models are left out: local/one (it lacks tools), local/two (its price is unknown, and there is a cost ceiling)",
            Assert.Single(diagnostics).GetMessage());
    }

    [Fact]
    public void Overloads_have_ids_of_their_own()
    {
        const string Source = Usings + """
            partial class Desk(Router router)
            {
                [Tier(Tier.Cheap), Prompt("{a}")] public partial ValueTask<string> AskAsync(string? a, CancellationToken token);
                [Tier(Tier.Cheap), Prompt("{a}")] public partial ValueTask<string> AskAsync(int? a);
                [Tier(Tier.Cheap), Prompt("{a}{b}")] public partial ValueTask<string> AskAsync(List<string?> a, Dictionary<string, int> b);
                public void AskAsync() { }
                [Tier(Tier.Cheap), Prompt("{a}")] public partial ValueTask<string> OtherAsync(string a);
                public void OtherAsync() { }
            }
            """;
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(Source));
        var emitted = Assert.Single(GeneratorVerifier.Sources(driver)).SourceText.ToString();
        Assert.Equal(
            ["Desk.AskAsync(string)", "Desk.AskAsync(int?)", "Desk.AskAsync(List<string>,Dictionary<string,int>)", "Desk.OtherAsync"],
            System.Text.RegularExpressions.Regex.Matches(emitted, "new\\(\"([^\"]+)\"").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public Task File_local() => AssertAsync(
        """
        file partial class Outer
        {
            public partial class Desk(Router router)
            {
                [Tier(Tier.Cheap), Prompt("Hello.")]
                public partial ValueTask<string> [|AskAsync|]();
            }
        }
        """,
        "SWY1008",
        "Task 'Desk.AskAsync' cannot be implemented: it stands in a file-local type, of which there can be no part in another file; remove the modifier 'file'");

    [Fact]
    public Task No_tier() => AssertAsync(
        """
        partial class Desk(Router router)
        {
            [[|Tier((Tier)7)|], Prompt("Hello.")]
            public partial ValueTask<string> AskAsync();
        }
        """,
        "SWY1008", "Task 'Desk.AskAsync' cannot be implemented: 7 is no tier; use Cheap, Mid, Frontier or Auto");

    [Fact]
    public Task What_the_compiler_reports_is_not_reported_again() => AssertMemberAsync(
        "public partial ValueTask<Missing> AskAsync(Unknown unknown);", "", "");

    [Fact]
    public Task An_attribute_of_the_same_name_is_somebody_elses() => AssertAsync(
        """
        namespace Mine
        {
            class TierAttribute : Attribute;
            class Desk
            {
                [Tier] void Ask() { }
            }
        }
        """,
        "", "");

    private static Task AssertAsync(string source, string id, string message) => AnalyzerVerifier.AssertAsync(Usings + source, id, message);

    private static Task AssertMemberAsync(string member, string id, string message, bool attributesFirst = true)
    {
        const string Attributes = "[Tier(Tier.Cheap), Prompt(\"Hello.\")]";
        var attributed = attributesFirst ? $"{Attributes} {member}" : member.Replace("public", $"{Attributes} public");
        return AssertAsync($"partial class Desk(Router router) {{ {attributed} }}", id, message);
    }
}
