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
    [InlineData("ValueTask<string?>", "ValueTask<string?>")]
    [InlineData("ValueTask<int>", "ValueTask<int>")]
    [InlineData("ValueTask<DayOfWeek?>", "ValueTask<DayOfWeek?>")]
    [InlineData("ValueTask<RoutedResult<string>?>", "ValueTask<RoutedResult<string>?>")]
    [InlineData("IAsyncEnumerable<int>", "IAsyncEnumerable<int>")]
    [InlineData("IEnumerable<string>", "IEnumerable<string>")]
    [InlineData("ValueTask<Nothing>", "ValueTask<Nothing>")]
    public Task Unsupported_return(string type, string shown) => AssertMemberAsync(
        $"public partial [|{type}|] AskAsync(); public enum Nothing;", "SWY1005",
        $"Task 'Desk.AskAsync' cannot return '{shown}'; return ValueTask or Task of string, of an enum with members or of RoutedResult of either, or IAsyncEnumerable<string>");

    [Theory]
    [InlineData("object [|what|]", "object")]
    [InlineData("string[] [|what|]", "string[]")]
    [InlineData("params int[] [|what|]", "int[]")]
    [InlineData("in int [|what|]", "int by reference")]
    [InlineData("ReadOnlySpan<char> [|what|]", "ReadOnlySpan<char>")]
    [InlineData("dynamic [|what|]", "dynamic")]
    [InlineData("CancellationToken one, CancellationToken [|what|]", "CancellationToken")]
    public Task Unsupported_parameter(string parameters, string shown) => AssertMemberAsync(
        $"public partial ValueTask<string> AskAsync({parameters});", "SWY1006",
        $"Parameter 'what' of task 'Desk.AskAsync' cannot be '{shown}'; use string, bool, char, an enum, a number, date or other IFormattable, or one CancellationToken, by value");

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
