using System.Net;
using System.Text.Json;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

/// <summary>Scores that callers report on their own requests.</summary>
public sealed class FeedbackEndpointTests
{
    private const string Feedback = "/v1/feedback";

    [Fact]
    public async Task AScoreJoinsTheCallOfItsKey()
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "web" });
        var id = await AskAsync(scene, secret);

        var (response, body) = await scene.AskAsync(secret, Body(id, "0.25"), Feedback);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((id, "a/one", 0.25), (body.GetProperty("request_id").GetString(), body.GetProperty("model").GetString(), body.GetProperty("score").GetDouble()));

        // A second thought holds.
        Assert.Equal(HttpStatusCode.OK, (await scene.AskAsync(secret, Body(id, "1"), Feedback)).Response.StatusCode);

        Assert.True(scene.Store.Ledger.Flush());
        var judged = new List<JudgedCall>();
        scene.Store.Administration.Feedback.ForEach(judged.Add);
        var call = Assert.Single(judged);
        Assert.Equal((id, 1d), (call.Call.Id.ToString(), call.Score!.Value));
        Assert.NotNull(PromptFeatures.Unpack(call.Features!));
    }

    [Fact]
    public async Task AnotherKeysRequestIsAsUnknownAsNone()
    {
        await using var scene = await KeyedScene.StartAsync();
        string mine = scene.Issue(new() { Name = "mine" }), theirs = scene.Issue(new() { Name = "theirs" });
        var id = await AskAsync(scene, theirs);

        var (response, body) = await scene.AskAsync(mine, Body(id, "1"), Feedback);
        var (none, noneBody) = await scene.AskAsync(mine, Body(Guid.NewGuid().ToString(), "1"), Feedback);

        Assert.Equal((HttpStatusCode.NotFound, "request_not_found"), (response.StatusCode, CodeOf(body)));
        Assert.Equal((HttpStatusCode.NotFound, "request_not_found"), (none.StatusCode, CodeOf(noneBody)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.AskAsync(null, Body(id, "1"), Feedback)).Response.StatusCode);
        Assert.True(scene.Store.Ledger.Flush());
        scene.Store.Administration.Feedback.ForEach(_ => Assert.Fail("Nobody may judge another's request."));
    }

    [Theory]
    [InlineData("{}", "request_id", "missing_field")]
    [InlineData("""{"request_id":7,"score":1}""", "request_id", "invalid_type")]
    [InlineData("""{"request_id":"chatcmpl-1","score":1}""", "request_id", "invalid_value")]
    [InlineData("""{"request_id":"01970000-0000-7000-8000-000000000001"}""", "score", "missing_field")]
    [InlineData("""{"request_id":"01970000-0000-7000-8000-000000000001","score":"good"}""", "score", "invalid_type")]
    [InlineData("""{"request_id":"01970000-0000-7000-8000-000000000001","score":1.5}""", "score", "invalid_value")]
    [InlineData("""{"request_id":"01970000-0000-7000-8000-000000000001","score":1e999}""", "score", "invalid_value")]
    [InlineData("[]", null, "invalid_type")]
    [InlineData("{", null, "invalid_json")]
    [InlineData("", null, "invalid_json")]
    public async Task AWrongReportIsASentence(string body, string? param, string code)
    {
        await using var scene = await KeyedScene.StartAsync();

        var (response, answer) = await scene.AskAsync(null, body, Feedback);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((param, code), (answer.GetProperty("error").GetProperty("param").GetString(), CodeOf(answer)));
    }

    [Fact]
    public async Task AGatewayThatKeepsNothingSaysSo()
    {
        await using var scene = await GatewayScene.StartAsync();

        var error = await scene.PostAsync(Body(Guid.NewGuid().ToString(), "1"), HttpStatusCode.NotFound, Feedback);

        Assert.Contains("keeps no ledger", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        using var get = await scene.Client.GetAsync(new Uri(Feedback, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    [Fact]
    public async Task AFileHoldsThemTooIfOneIsNamed()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "feedback.jsonl");
        await using (var scene = await GatewayScene.StartAsync(options: new() { DataDirectory = Path.Combine(folder.Path, "data"), FeedbackFile = file, KeepsFeatures = false }))
        {
            using var asked = await scene.PostAsync(GatewayScene.Body("cheap"));
            await scene.PostAsync(Body(ChatCompletionTests.Header(asked, "request-id"), "0"), HttpStatusCode.OK, Feedback);
        }

        var lines = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(lines[0].GetProperty("call").GetString(), lines[1].GetProperty("call").GetString());
        Assert.Equal(0, lines[1].GetProperty("score").GetDouble());
        Assert.False(lines[0].TryGetProperty("prompt", out _));
    }

    private static string Body(string id, string score) => $$"""{"request_id":"{{id}}","score":{{score}}}""";

    private static string? CodeOf(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString();

    private static async Task<string> AskAsync(KeyedScene scene, string secret)
    {
        var (response, _) = await scene.AskAsync(secret, GatewayScene.Body("cheap"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return ChatCompletionTests.Header(response, "request-id");
    }
}
