using System.Text.Json;
using Switchyard.Testing;

namespace Switchyard.Tasks.Tests;

/// <summary>Values from answers: what fits is read, what does not fit fails over with a sentence.</summary>
public sealed class StructuredAnswerTests
{
    private const string Good = """
        { "invoice_number": "AB12", "total": 12.50, "category": "Work and Time", "remark": null, "lines": [ { "name": "Tube", "count": 2 } ], "customer": "Ann" }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Good)]
    [InlineData("```json\n" + Good + "\n```")]
    [InlineData("Here it is:\n\n```\n" + Good + "```\nAnything else?")]
    [InlineData("""{"Total":1.25e1,"extra":{"a":[1,{}]},"lines":[{"count":2.0,"name":"Tube"}],"INVOICE_NUMBER":"AB12","customer":"Ann","category":"work and time"}""")]
    public async Task An_object_is_read(string answer)
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(answer));

        var invoice = await new Invoices(stage.Router).ReadAsync("…", Token);

        Assert.Equal(("AB12", 12.5m, Category.Work, "Ann", null), (invoice.Number, invoice.Total, invoice.Category, invoice.Customer, invoice.Remark));
        Assert.Equal([new InvoiceLine("Tube", 2)], invoice.Lines);
        Assert.Empty(stage.Loose.Requests);
    }

    [Theory]
    [InlineData("""{"invoice_number":"AB12","total":1,"category":null,"lines":[]}""", "The answer lacks the member \"customer\".")]
    [InlineData("""{"invoice_number":"12","total":1,"category":null,"lines":[],"customer":"Ann"}""", "\"invoice_number\" must be a string that matches [A-Z]{2}[0-9]+.")]
    [InlineData("""{"invoice_number":"AB1\n","total":1,"category":null,"lines":[],"customer":"Ann"}""", "\"invoice_number\" must be a string that matches [A-Z]{2}[0-9]+.")]
    [InlineData("""{"total":-0.01}""", "\"total\" must be a number from 0 to 1000000.")]
    [InlineData("""{"total":"12"}""", "\"total\" must be a number from 0 to 1000000.")]
    [InlineData("""{"category":"Food"}""", "\"category\" must be one of Goods, work and time.")]
    [InlineData("""{"customer":"A"}""", "\"customer\" must be a string of 2 to 20 characters.")]
    [InlineData("""{"customer":null}""", "\"customer\" must be a string.")]
    [InlineData("""{"lines":[{"name":"a","count":1},{"name":"b","count":0}]}""", "\"lines[1].count\" must be a whole number from 1 to 99.")]
    [InlineData("""{"lines":[{"name":"a","count":1.5}]}""", "\"lines[0].count\" must be a whole number from 1 to 99.")]
    [InlineData("""{"lines":[{"count":1}]}""", "\"lines[0]\" lacks the member \"name\".")]
    [InlineData("""{"lines":{}}""", "\"lines\" must be a list.")]
    [InlineData("[1]", "The answer must be an object.")]
    [InlineData("", "The answer is empty; it must be JSON.")]
    [InlineData("""{"lines":[{"name":"\ud800","count":1}]}""", "\"lines[0].name\" must be well-formed Unicode.")]
    public async Task What_does_not_fit_fails_over_with_a_sentence(string answer, string sentence)
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(answer));
        stage.Loose.Then(ScriptedReply.Answer("also not"));

        var failure = await Assert.ThrowsAsync<RoutingException>(() => new Invoices(stage.Router).ReadAsync("…", Token).AsTask());

        Assert.Equal([Outcome.InvalidReply, Outcome.InvalidReply], failure.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(sentence, failure.Attempts[0].Detail);
        Assert.StartsWith("The answer is no well-formed JSON: ", failure.Attempts[1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"invoice_number\":\"AB12\"")]
    [InlineData(Good + "and more")]
    [InlineData("{{{{")]
    public async Task What_is_no_JSON_fails_over(string answer)
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(answer));
        stage.Loose.Then(ScriptedReply.Answer(Good));

        Assert.Equal("AB12", (await new Invoices(stage.Router).ReadAsync("…", Token)).Number);
    }

    [Fact]
    public async Task A_model_with_schemas_gets_the_schema_and_no_words_of_it()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(Good));
        await new Invoices(stage.Router).ReadAsync("…", Token);

        var schema = stage.Request.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(schema.GetProperty("strict").GetBoolean());
        Assert.Equal(
            ["invoice_number", "total", "category", "lines", "customer", "remark"],
            schema.GetProperty("schema").GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("You read invoices.", Message(stage.Request, "system"));
    }

    [Fact]
    public async Task A_model_without_schemas_gets_it_in_words()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Failure(Outcome.ServerError, 500), ScriptedReply.Answer("false"));
        stage.Loose.Then(ScriptedReply.Answer(Good), ScriptedReply.Answer("{\"value\":true}"));
        await new Invoices(stage.Router).ReadAsync("…", Token);

        var request = Stage.Body(Assert.Single(stage.Loose.Requests));
        Assert.False(request.TryGetProperty("response_format", out _));
        var system = Message(request, "system")!;
        Assert.EndsWith("\n\nYou read invoices.", system, StringComparison.Ordinal);
        var schema = JsonDocument.Parse(system.Split('\n')[1]).RootElement;
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.Equal(stage.Request.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetRawText(), schema.GetRawText());
    }

    [Fact]
    public async Task Without_a_system_message_the_words_are_one()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Failure(Outcome.ServerError, 500));
        stage.Loose.Then(ScriptedReply.Answer("```json\n{\"value\":7}\n```"));

        Assert.Equal(7, await new Invoices(stage.Router).CountAsync(Token));
        Assert.Contains("fits the following JSON schema", Message(Stage.Body(stage.Loose.Requests[0]), "system"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_one_word_is_asked_for_as_a_word_of_who_knows_no_schema_and_never_twice()
    {
        await using var stage = new Stage();
        var invoices = new Invoices(stage.Router);
        stage.Strict.Then(ScriptedReply.Failure(Outcome.ServerError, 500), ScriptedReply.Failure(Outcome.ServerError, 500));
        stage.Loose.Then(ScriptedReply.Answer("Goods"), ScriptedReply.Answer("yes"));
        Assert.Equal(Category.Goods, await invoices.CategoryAsync(Token));
        Assert.True(await invoices.IsPaidAsync(Token));

        Assert.Equal(
            ["Answer with exactly one of these values and nothing else: Goods, work and time.\nGoods: What is for sale.", "Answer with true or false and nothing else."],
            stage.Loose.Requests.Select(request => Message(Stage.Body(request), "system")));
        Assert.All(stage.Loose.Requests, request => Assert.False(Stage.Body(request).TryGetProperty("response_format", out _)));
        Assert.All(stage.Strict.Requests, request =>
        {
            Assert.Equal("value", Stage.Body(request).GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("required")[0].GetString());
            Assert.Equal("user", Assert.Single(Stage.Body(request).GetProperty("messages").EnumerateArray()).GetProperty("role").GetString());
        });
    }

    [Theory]
    [InlineData("{\"value\":true}", true)]
    [InlineData("True.", true)]
    [InlineData("no", false)]
    [InlineData("`false`", false)]
    public async Task A_truth_is_read(string answer, bool expected)
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(answer));
        Assert.Equal(expected, await new Invoices(stage.Router).IsPaidAsync(Token));
    }

    [Theory]
    [InlineData("{\"value\":42}", 42)]
    [InlineData("{\"note\":\"sure\",\"value\":42}", 42)]
    [InlineData("42.", 42)]
    [InlineData("-7", -7)]
    public async Task A_number_is_read(string answer, int expected)
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(answer));
        Assert.Equal(expected, await new Invoices(stage.Router).CountAsync(Token));
    }

    [Theory]
    [InlineData("forty-two")]
    [InlineData("{\"value\":99999999999}")]
    [InlineData("{\"value\":\"42\"}")]
    [InlineData("{\"value\":null}")]
    [InlineData("{\"other\":42}")]
    public async Task What_is_no_number_fails_over(string answer)
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(answer));
        stage.Loose.Then(ScriptedReply.Answer("1"));
        Assert.Equal(1, await new Invoices(stage.Router).CountAsync(Token));
        Assert.Single(stage.Loose.Requests);
    }

    [Fact]
    public async Task Other_simple_values_are_read()
    {
        await using var stage = new Stage();
        var invoices = new Invoices(stage.Router);
        stage.Strict.Then(
            ScriptedReply.Answer("{\"value\":null}"), ScriptedReply.Answer("{\"value\":0.1}"), ScriptedReply.Answer("2026-11-23"),
            ScriptedReply.Answer("{\"items\":[\"a\",\"b\"]}"), ScriptedReply.Answer("[\"c\"]"),
            ScriptedReply.Answer("{\"value\":[{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":2}]}"), ScriptedReply.Answer("{\"value\":{\"a\":3}}"),
            ScriptedReply.Answer("WORK AND TIME"));

        Assert.Null(await invoices.TotalAsync(Token));
        Assert.Equal(0.1m, await invoices.TotalAsync(Token));
        Assert.Equal(new DateOnly(2026, 11, 23), await invoices.DayAsync(Token));
        Assert.Equal(["a", "b"], await invoices.NamesAsync(Token));
        Assert.Equal(["c"], await invoices.NamesAsync(Token));
        Assert.Equal(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, await invoices.StockAsync(Token));
        Assert.Equal(new Dictionary<string, int> { ["a"] = 3 }, await invoices.StockAsync(Token));
        Assert.Equal(Category.Work, await invoices.CategoryAsync(Token));
        Assert.Empty(stage.Loose.Requests);
    }

    [Fact]
    public async Task Times_and_the_like_are_read()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(
            """{"id":"0190f0a5-8b5e-7c3e-9d53-0a5b2c3d4e5f","at":"2026-11-23T08:30:00Z","due":"2026-11-23T08:30:00+02:00","hour":"08:30","took":"PT1H30M","site":"https://example.org/a","letter":"x","ratio":0.5,"huge":170141183460469231731687303715884105727}"""));

        var moments = await new Invoices(stage.Router).MomentsAsync(Token);

        Assert.Equal(Guid.Parse("0190f0a5-8b5e-7c3e-9d53-0a5b2c3d4e5f"), moments.Id);
        Assert.Equal(new DateTime(2026, 11, 23, 8, 30, 0, DateTimeKind.Utc), moments.At);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(2)), moments.Due);
        Assert.Equal((new TimeOnly(8, 30), TimeSpan.FromMinutes(90), 'x', 0.5f, Int128.MaxValue), (moments.Hour, moments.Took, moments.Letter, moments.Ratio, moments.Huge));
        Assert.Equal(new Uri("https://example.org/a"), moments.Site);
    }

    [Fact]
    public async Task A_type_may_hold_itself()
    {
        await using var stage = new Stage();
        stage.Strict.Then(
            ScriptedReply.Answer("""{"name":"a","branches":[{"name":"b","branches":[]},{"name":"c","branches":[{"name":"d","branches":[]}]}]}"""),
            ScriptedReply.Answer("""{"name":"a","branches":[{"name":"b","branches":[{},{},{}]}]}"""));
        stage.Loose.Then(ScriptedReply.Answer("""{"name":"z","branches":[]}"""));

        Assert.Equal("d", (await new Invoices(stage.Router).TreeAsync(Token)).Branches[1].Branches[0].Name);
        Assert.Equal("z", (await new Invoices(stage.Router).TreeAsync(Token)).Name);
    }

    [Fact]
    public async Task An_answer_nested_without_end_is_a_misfit()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(string.Concat(Enumerable.Repeat("{\"name\":\"a\",\"branches\":[", 100_000))));
        stage.Loose.Then(ScriptedReply.Answer("""{"name":"z","branches":[]}"""));
        Assert.Equal("z", (await new Invoices(stage.Router).TreeAsync(Token)).Name);
    }

    private static string? Message(JsonElement request, string role) =>
        request.GetProperty("messages").EnumerateArray().Single(message => message.GetProperty("role").GetString() == role).GetProperty("content").GetString();
}
