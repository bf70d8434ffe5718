using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Switchyard.Testing;

namespace Switchyard.Tasks.Tests;

/// <summary>The generated clients of single models go through the engine: one model, with everything that holds for all calls.</summary>
public sealed partial class ModelClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_asks_its_model_and_no_other()
    {
        var ledger = new MemoryLedger();
        await using var stage = new Stage(configure: options => options.Ledger = ledger);
        stage.Strict.Then(new ScriptedReply { Pieces = ["Good day."], Usage = new() { InputTokens = 100, OutputTokens = 10 } });

        var result = await new StrictModels(stage.Router).Large.AskAsync("Say \"good day\".", "You are\nkind.", Token);

        Assert.Equal(("Good day.", "strict/large"), (result.Value, result.Model));
        Assert.Equal(((100 * 10) + (10 * 20)) / 1_000_000m, result.Cost);
        Assert.Equal(
            """[{"role":"system","content":"You are\nkind."},{"role":"user","content":"Say \"good day\"."}]""", stage.Request.GetProperty("messages").GetRawText());
        Assert.Equal("large", stage.Request.GetProperty("model").GetString());
        Assert.Equal("StrictModels.Large", Assert.Single(ledger.Snapshot()).Call.Task);
    }

    [Fact]
    public async Task A_model_that_fails_is_not_replaced()
    {
        await using var stage = new Stage(read => read with { Limits = read.Limits with { Attempts = 2 } });
        stage.Strict.Otherwise = static _ => ScriptedReply.Failure(Outcome.ServerError, 500);

        var failure = await Assert.ThrowsAsync<RoutingException>(() => new StrictModels(stage.Router).One.AskAsync("Hello.", cancellationToken: Token).AsTask());

        Assert.All(failure.Attempts, attempt => Assert.Equal("strict/one", attempt.Model));
        Assert.InRange(failure.Attempts.Count, 1, 2);
        Assert.Empty(stage.Loose.Requests);
    }

    [Fact]
    public async Task The_policy_holds_for_it_by_name_and_by_tier()
    {
        await using var stage = new Stage(read => read with
        {
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Mid] = new() { MaxTokens = 70 } },
            Tasks = new Dictionary<string, RoutePolicy> { ["StrictModels.One"] = new() { MaxTokens = 30 } },
        });
        var models = new StrictModels(stage.Router);
        await models.One.AskAsync("Hello.", cancellationToken: Token);
        await models.Large.AskAsync("Hello.", cancellationToken: Token);
        Assert.Equal([30, 70], stage.Strict.Requests.Select(request => Stage.Body(request).GetProperty("max_completion_tokens").GetInt32()));
    }

    [Fact]
    public async Task A_ceiling_that_leaves_nothing_is_kept()
    {
        await using var stage = new Stage(read => read with { Limits = read.Limits with { CostUsd = 0.0000001m } });
        var failure = await Assert.ThrowsAsync<RoutingException>(() => new StrictModels(stage.Router).One.AskAsync("Hello.", cancellationToken: Token).AsTask());
        Assert.Empty(failure.Attempts);
        Assert.Empty(stage.Strict.Requests);
    }

    [Fact]
    public async Task A_stream_is_handed_on_in_pieces_and_each_reading_is_a_call()
    {
        await using var stage = new Stage();
        stage.Strict.Otherwise = static _ => ScriptedReply.Answer("Good ", "day.");
        var stream = new StrictModels(stage.Router).One.StreamAsync("Hello.", cancellationToken: Token);
        for (var round = 0; round < 2; round++)
        {
            var pieces = new List<string>();
            await foreach (var piece in stream)
                pieces.Add(piece);
            Assert.Equal(["Good ", "day."], pieces);
        }

        Assert.Equal(2, stage.Strict.Requests.Count(request => request.IsStream));
    }

    [Fact]
    public async Task A_value_is_held_to_its_schema()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer("""{"name":"Tube","count":2,"inside":[{"name":"Valve","count":1,"inside":[]}]}"""), ScriptedReply.Answer("""{"name":3}"""));
        var model = new StrictModels(stage.Router).One;

        var part = (await model.AskForAsync("What is it?", PartsContext.Default.Part, cancellationToken: Token)).Value;
        Assert.Equal(("Tube", 2, "Valve"), (part.Name, part.Count, part.Inside[0].Name));

        var format = stage.Request.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(format.GetProperty("strict").GetBoolean());
        var schema = format.GetProperty("schema");
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(["name", "count", "inside"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));

        var failure = await Assert.ThrowsAsync<RoutingException>(() => model.AskForAsync("What is it?", PartsContext.Default.Part, cancellationToken: Token).AsTask());
        Assert.Equal(Outcome.InvalidReply, failure.Attempts[0].Outcome);
    }

    [Fact]
    public async Task What_is_no_object_is_wrapped_in_one()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer("""{"value":[{"name":"Tube","count":2,"inside":[]}]}"""));
        Assert.Equal("Tube", Assert.Single((await new StrictModels(stage.Router).One.AskForAsync("Which?", PartsContext.Default.PartArray, cancellationToken: Token)).Value).Name);

        var schema = stage.Request.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema");
        Assert.Equal("array", schema.GetProperty("properties").GetProperty("value").GetProperty("type").GetString());
        Assert.Contains("\"$ref\":\"#/properties/value/", schema.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_and_files_are_parts_of_the_message()
    {
        await using var stage = new Stage();
        var model = new StrictModels(stage.Router).One;
        await model.AskWithImagesAsync("What is it?", [new(new Uri("http://localhost/a.png")), new(new byte[] { 1 }, "image/png")], cancellationToken: Token);
        await model.AskWithFilesAsync("What is it?", [new(new byte[] { 1 }, "application/pdf", "a.pdf")], cancellationToken: Token);

        Assert.Equal(
            """[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"http://localhost/a.png"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQ=="}}]""",
            Content(stage.Strict.Requests[0]));
        Assert.Equal(
            """[{"type":"text","text":"What is it?"},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AQ=="}}]""", Content(stage.Strict.Requests[1]));

        static string Content(ScriptedRequest request) => Stage.Body(request).GetProperty("messages")[0].GetProperty("content").GetRawText();
    }

    [Fact]
    public async Task Tools_are_offered_and_their_calls_returned()
    {
        await using var stage = new Stage();
        stage.Strict.Then(new ScriptedReply
        {
            FinishReason = FinishReason.ToolCalls,
            Json = """{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"stock","arguments":"{\"frame\":56}"}}]},"finish_reason":"tool_calls"}]}""",
        });

        var answer = await new StrictModels(stage.Router).Large.AskWithToolsAsync(
            [new(ChatRole.User, "Is a 56 cm frame in stock?")], [AIFunctionFactory.CreateDeclaration("stock", "How many there are.", Schema())], Token);

        Assert.Equal("stock", Assert.Single(answer.Messages[0].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal("strict/large", answer.ModelId);
        Assert.Equal("stock", stage.Request.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());

        static JsonElement Schema() => JsonDocument.Parse("""{"type":"object","properties":{"frame":{"type":"integer"}}}""").RootElement;
    }

    [Fact]
    public async Task An_answer_is_continued()
    {
        await using var stage = new Stage();
        await new StrictModels(stage.Router).More.ContinueAsync("Count.", "One, two,", cancellationToken: Token);
        Assert.Equal("""[{"role":"user","content":"Count."},{"role":"assistant","content":"One, two,"}]""", stage.Request.GetProperty("messages").GetRawText());
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1,-0.5]},{"index":1,"embedding":[0,2e1]}]}""")]
    [InlineData("""{"object":"list","data":[{"embedding":"AACAPwAAAL8=","index":0},{"embedding":"AAAAAAAAoEE="}],"model":"vector"}""")]
    public async Task Texts_become_vectors(string reply)
    {
        await using var stage = new Stage();
        stage.Strict.Then(new ScriptedReply { Json = reply });
        var result = await new StrictModels(stage.Router).Vector.EmbedAsync(["One \"a\".", "Two."], Token);
        Assert.Equal([[1, -0.5f], [0, 20]], result.Value);
        Assert.Equal("""["One \"a\".","Two."]""", stage.Request.GetProperty("input").GetRawText());
    }

    [Theory]
    [InlineData("""{"data":[{"embedding":[1]}]}""", "The reply has 1 vectors for 2 texts.")]
    [InlineData("""{"data":[{"embedding":[1,"a"]},{"embedding":[1]}]}""", "A vector holds what is no number.")]
    [InlineData("""{"data":[{"embedding":"AAA="},{"embedding":"AAA="}]}""", "A vector is no base64 text of 32-bit numbers.")]
    [InlineData("""{"data":[{"index":1}]}""", "data[0] has no \"embedding\".")]
    [InlineData("[]", "The reply has no \"data\".")]
    public async Task What_is_no_vector_for_each_text_is_an_invalid_reply(string reply, string sentence)
    {
        await using var stage = new Stage(read => read with { Limits = read.Limits with { Attempts = 1 } });
        stage.Strict.Then(new ScriptedReply { Json = reply });
        var failure = await Assert.ThrowsAsync<RoutingException>(() => new StrictModels(stage.Router).Vector.EmbedAsync(["One.", "Two."], Token).AsTask());
        Assert.Equal((Outcome.InvalidReply, sentence), (failure.Attempts[0].Outcome, failure.Attempts[0].Detail));
    }

    [Fact]
    public async Task A_model_that_lost_what_the_build_saw_is_not_asked()
    {
        await using var stage = new Stage(manifest: read => read with { Models = [.. read.Models.Select(model => model with { Capabilities = Capabilities.None })] });
        var failure = await Assert.ThrowsAsync<RoutingException>(
            () => new StrictModels(stage.Router).One.AskWithImagesAsync("What?", [new(new Uri("http://localhost/a.png"))], cancellationToken: Token).AsTask());
        Assert.Empty(failure.Attempts);
        Assert.Empty(stage.Strict.Requests);
    }

    [Fact]
    public async Task A_model_is_a_chat_client_too()
    {
        await using var stage = new Stage();
        var client = new StrictModels(stage.Router).Large.AsChatClient();
        Assert.Equal("strict/large", (await client.GetResponseAsync("Hello.", cancellationToken: Token)).ModelId);
        Assert.Equal("strict/large", client.GetService<ChatClientMetadata>()!.DefaultModelId);
        await Assert.ThrowsAsync<RoutingException>(() => client.GetResponseAsync("Hello.", new() { ModelId = "strict/one" }, Token));
    }

    [Fact]
    public async Task Nonsense_is_refused_before_anybody_is_asked()
    {
        await using var stage = new Stage();
        var models = new StrictModels(stage.Router);
        Assert.Throws<ArgumentException>(() => { _ = models.One.AskAsync(" ", cancellationToken: Token); });
        Assert.Throws<ArgumentException>(() => { _ = models.One.StreamAsync("", cancellationToken: Token); });
        Assert.Throws<ArgumentException>(() => { _ = models.One.AskWithImagesAsync("What?", [], cancellationToken: Token); });
        Assert.Throws<ArgumentException>(() => { _ = models.One.AskWithFilesAsync("What?", [], cancellationToken: Token); });
        Assert.Throws<ArgumentException>(() => { _ = models.More.ContinueAsync("Count.", "", cancellationToken: Token); });
        Assert.Throws<ArgumentException>(() => { _ = models.Vector.EmbedAsync([], Token); });
        Assert.Throws<ArgumentException>(() => { _ = models.Vector.EmbedAsync(["a", ""], Token); });
        await Assert.ThrowsAsync<ArgumentException>(async () => await models.Large.AskWithToolsAsync([new(ChatRole.User, "Hello.")], [], Token));
        Assert.Empty(stage.Strict.Requests);
    }

    [Fact]
    public async Task A_task_may_name_its_model_by_the_constant()
    {
        await using var stage = new Stage();
        Assert.Equal("strict/large", (await new ByConstant(stage.Router).AskAsync(Token)).Model);
    }

    internal sealed record Part(string Name, int Count, Part[] Inside);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Part))]
    [JsonSerializable(typeof(Part[]))]
    internal sealed partial class PartsContext : JsonSerializerContext;

    [Model(Models.Strict.Large)]
    internal sealed partial class ByConstant(Router router)
    {
        [Tier(Tier.Cheap), Prompt("Hello.")]
        public partial ValueTask<RoutedResult<string>> AskAsync(CancellationToken cancellationToken = default);
    }
}
