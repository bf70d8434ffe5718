namespace Switchyard.Plugins.Tests;

/// <summary>Embeddings on the OpenAI wire.</summary>
public sealed class EmbeddingsTests : WireTest
{
    private const string Reply =
        """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.5]}],"model":"e-1","usage":{"prompt_tokens":8,"total_tokens":8}}""";

    private static readonly ProviderRequest s_request = Requests.Make("e-1", """{"model":"","input":["Grüße"],"dimensions":2}""") with
    {
        Operation = ProviderOperation.Embeddings,
    };

    [BoundedFact]
    public async Task They_go_to_an_address_of_their_own_and_come_back_as_they_are()
    {
        using var server = LoopbackServer.Replying(200, Reply, "x-request-id: r-7", "x-ratelimit-remaining-tokens: 12");
        await using var provider = Provider(server);
        var (result, reply) = await provider.CompleteAsync(s_request);

        Assert.Equal((Outcome.Completed, FinishReason.Stop, "r-7"), (result.Outcome, result.FinishReason, result.RequestId));
        Assert.Equal(new TokenUsage { InputTokens = 8 }, result.Usage);
        Assert.Equal(12, result.RateLimits.RemainingTokens);
        Assert.Equal(Reply, reply);
        Assert.StartsWith("POST /v1/embeddings HTTP/1.1", server.Requests[0].Head);
        Assert.Equal("""{"model":"e-1","input":["Grüße"],"dimensions":2}""", server.Requests[0].Body);
    }

    [BoundedFact]
    public async Task The_manifest_names_another_path()
    {
        using var server = LoopbackServer.Replying(200, Reply);
        await using var provider = Provider(server, """{"embeddingsPath":"deployments/e/embeddings?api-version=1"}""");
        await provider.CompleteAsync(s_request);
        await provider.CompleteAsync();

        Assert.StartsWith("POST /v1/deployments/e/embeddings?api-version=1 HTTP/1.1", server.Requests[0].Head);
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1", server.Requests[1].Head);
    }

    [BoundedFact]
    public async Task A_stream_of_them_is_refused_without_a_request()
    {
        using var server = LoopbackServer.Replying(200, Reply);
        await using var provider = Provider(server);
        var (result, _) = await provider.StreamAsync(s_request);

        Assert.Equal((Outcome.InvalidRequest, "Embeddings are not streamed; ask for them in one piece."), (result.Outcome, result.Detail));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(200, """{"object":"list","data":[]}""", Outcome.InvalidReply)]
    [InlineData(200, """{"object":"list","data":{}}""", Outcome.InvalidReply)]
    [InlineData(200, """[]""", Outcome.InvalidReply)]
    [InlineData(200, """{"data":[{"embedding":[0.1""", Outcome.InvalidReply)]
    [InlineData(200, Good, Outcome.InvalidReply)]
    [InlineData(200, """{"error":{"message":"busy","code":503}}""", Outcome.Overloaded)]
    [InlineData(404, """{"error":{"message":"no such model","code":"model_not_found"}}""", Outcome.ModelUnavailable)]
    [InlineData(429, """{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""", Outcome.RateLimited)]
    public async Task What_holds_no_vectors_is_no_answer(int status, string body, Outcome expected)
    {
        using var server = LoopbackServer.Replying(status, body);
        await using var provider = Provider(server);
        var (result, reply) = await provider.CompleteAsync(s_request);

        Assert.Equal((expected, ""), (result.Outcome, reply));
        Assert.NotNull(result.Detail);
    }
}
