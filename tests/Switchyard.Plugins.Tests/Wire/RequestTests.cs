namespace Switchyard.Plugins.Tests;

/// <summary>Exactly what goes out.</summary>
public sealed class RequestTests : WireTest
{
    private const string Body =
        """{"messages":[{"role":"user","content":"\"max_completion_tokens\": ä"}],"model":"x","max_completion_tokens":64,"stream_options":{"include_usage":true}}""";

    [BoundedFact]
    public async Task The_body_goes_out_byte_for_byte_with_the_model_in_its_place()
    {
        using var server = LoopbackServer.Replying(200, Good);
        await using var provider = Provider(server);
        await provider.CompleteAsync(Requests.Make("gpt-6-luna", Body));

        var request = Assert.Single(server.Requests);
        Assert.Equal(Body.Replace("\"model\":\"x\"", "\"model\":\"gpt-6-luna\""), request.Body);
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\n", request.Head);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request.Head);
        Assert.Contains($"\r\nAuthorization: Bearer {Requests.Secret}\r\n", request.Head);
        Assert.DoesNotContain("Accept-Encoding", request.Head);
        Assert.DoesNotContain("traceparent", request.Head);
    }

    [BoundedFact]
    public async Task The_vendors_own_names_headers_and_path_come_from_the_manifest()
    {
        using var server = LoopbackServer.Replying(200, Good);
        await using var provider = Provider(
            server,
            """{"maxTokensField":"max_tokens","drop":["stream_options"],"keyHeader":"api-key","headers":{"X-Title":"shop"},"path":"chat?api-version=7"}""");
        await provider.CompleteAsync(Requests.Make("m", Body));

        var request = Assert.Single(server.Requests);
        Assert.Equal(
            """{"messages":[{"role":"user","content":"\"max_completion_tokens\": ä"}],"model":"m","max_tokens":64}""", request.Body);
        Assert.StartsWith("POST /v1/chat?api-version=7 HTTP/1.1\r\n", request.Head);
        Assert.Contains($"\r\napi-key: {Requests.Secret}\r\n", request.Head);
        Assert.Contains("\r\nX-Title: shop\r\n", request.Head);
        Assert.DoesNotContain("Authorization", request.Head);
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"model":"x","c":3}""", """{"model":"m"}""")]
    [InlineData("""{ "a" : {"a":1} , "k":"a", "model":"x" , "b": [1] }""", """{ "k":"a", "model":"m" }""")]
    [InlineData("""{"model":"x","a":1,"b":"}","c":null}""", """{"model":"m"}""")]
    [InlineData("""{"model":"x","nested":{"a":1}}""", """{"model":"m","nested":{"a":1}}""")]
    public async Task Dropped_fields_leave_well_formed_json(string body, string expected)
    {
        using var server = LoopbackServer.Replying(200, Good);
        await using var provider = Provider(server, """{"drop":["a","b","c"]}""");
        await provider.CompleteAsync(Requests.Make("m", body));
        Assert.Equal(expected, Assert.Single(server.Requests).Body);
    }

    [BoundedFact]
    public async Task A_provider_without_a_key_sends_none()
    {
        using var server = LoopbackServer.Replying(200, Good);
        await using var provider = Provider(server);
        await provider.CompleteAsync(Requests.Make(secret: ""));
        Assert.DoesNotContain("Authorization", Assert.Single(server.Requests).Head);
    }

    [Theory]
    [InlineData("""{"maxTokenField":"x"}""", "$.options.maxTokenField: unknown here")]
    [InlineData("""{"drop":"x"}""", "$.options.drop: this must be an array of strings")]
    [InlineData("""{"headers":{"a":1}}""", "$.options.headers.a: this must be a string")]
    [InlineData("""[]""", "$.options: this must be an object")]
    public void A_wrong_option_is_named_with_its_path(string options, string words)
    {
        var exception = Assert.Throws<FormatException>(() => Provider(new Uri("http://127.0.0.1"), options));
        Assert.StartsWith(words, exception.Message);
    }
}
