using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Switchyard.Simulator;

namespace Switchyard.Tests;

public sealed class SimulatorEmbeddingTests
{
    [Fact]
    public async Task Texts_become_vectors_of_length_one_in_the_order_of_the_inputs()
    {
        await using var simulator = await StartAsync();
        var (status, body) = await AskAsync(simulator, """{"model":"e","input":["two words","other"]}""");

        Assert.Equal(200, status);
        Assert.Equal(("list", "e"), ((string?)body["object"], (string?)body["model"]));
        Assert.Equal([0, 1], body["data"]!.AsArray().Select(entry => (int)entry!["index"]!));
        Assert.All(body["data"]!.AsArray(), entry =>
        {
            var vector = Vector(entry!);
            Assert.Equal(64, vector.Length);
            Assert.Equal(1, vector.Sum(value => (double)value * value), 5);
        });
        Assert.Equal(SimulatedTokens.Count("two words") + SimulatedTokens.Count("other"), (int)body["usage"]!["prompt_tokens"]!);
        var record = Assert.Single(simulator.Server.Requests);
        Assert.Equal((RequestOutcome.Answered, "e", 5), (record.Outcome, record.Model, record.Usage.InputTokens));
        Assert.Equal(0.000005m, record.CostUsd);
    }

    [Fact]
    public async Task The_same_text_has_the_same_vector_and_shared_words_bring_texts_near()
    {
        await using var simulator = await StartAsync();
        var (_, body) = await AskAsync(simulator, """{"model":"e","input":["the red bicycle","The red bicycle!","a red bicycle","tax law"]}""");
        var vectors = body["data"]!.AsArray().Select(entry => Vector(entry!)).ToArray();

        Assert.Equal(vectors[0], vectors[1]);
        Assert.True(Dot(vectors[0], vectors[2]) > Dot(vectors[0], vectors[3]) + 0.2);
    }

    [Fact]
    public async Task Base64_and_float_say_the_same_and_dimensions_are_heeded()
    {
        await using var simulator = await StartAsync();
        var (_, floats) = await AskAsync(simulator, """{"model":"e","input":"Grüße","dimensions":8}""");
        var (_, base64) = await AskAsync(simulator, """{"model":"e","input":"Grüße","dimensions":8,"encoding_format":"base64"}""");

        var expected = Vector(floats["data"]![0]!);
        Assert.Equal(8, expected.Length);
        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(Convert.FromBase64String((string)base64["data"]![0]!["embedding"]!)).ToArray());
    }

    [Theory]
    [InlineData("""{"model":"e"}""", 400, "Missing required parameter: 'input'.")]
    [InlineData("""{"model":"e","input":""}""", 400, "Invalid value for 'input': an empty string cannot be embedded.")]
    [InlineData("""{"model":"e","input":[]}""", 400, "Invalid value for 'input': expected 1 to 2048 inputs, but got 0 instead.")]
    [InlineData("""{"model":"e","input":["a",1]}""", 400, "Invalid type for 'input[1]': expected a string, but got an integer instead.")]
    [InlineData("""{"model":"e","input":{}}""", 400, "Invalid type for 'input': expected one of a string or array, but got an object instead.")]
    [InlineData("""{"model":"e","input":"a","dimensions":65}""", 400, "Invalid value for 'dimensions': this model has at most 64.")]
    [InlineData("""{"model":"e","input":"a","encoding_format":"hex"}""", 400, "Invalid value for 'encoding_format': 'hex'. Supported values are: 'float', 'base64'.")]
    [InlineData("""{"model":"e","input":"a","messages":[]}""", 400, "Unknown parameter: 'messages'.")]
    [InlineData("""{"model":"m","input":"a"}""", 404, "'m' makes no embeddings.")]
    [InlineData("""{"model":"none","input":"a"}""", 404, "The model `none` does not exist or you do not have access to it.")]
    [InlineData("""not json""", 400, "We could not parse the JSON body of your request (line 1, byte 1): it is not valid JSON.")]
    public async Task Bad_requests_are_refused_with_their_reason(string request, int status, string message)
    {
        await using var simulator = await StartAsync();
        var (actual, body) = await AskAsync(simulator, request);
        Assert.Equal((status, message), (actual, (string?)body["error"]!["message"]));
    }

    [Fact]
    public async Task Token_numbers_are_inputs_too_and_an_embedding_model_does_not_chat()
    {
        await using var simulator = await StartAsync();
        var (_, one) = await AskAsync(simulator, """{"model":"e","input":[1,2,3]}""");
        var (_, two) = await AskAsync(simulator, """{"model":"e","input":[[1,2,3],[4]]}""");
        Assert.Equal((1, 3), (one["data"]!.AsArray().Count, (int)one["usage"]!["total_tokens"]!));
        Assert.Equal((2, 4), (two["data"]!.AsArray().Count, (int)two["usage"]!["total_tokens"]!));

        var (response, body) = await simulator.AskAsync("""{"model":"e","messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal((404, "'e' is not a chat model: it makes embeddings."), ((int)response.StatusCode, (string?)body["error"]!["message"]));
    }

    [Fact]
    public async Task Faults_and_rate_limits_befall_embeddings_as_they_do_chats()
    {
        await using var simulator = await SimulatorClient.StartAsync(new SimulatorOptions
        {
            Models = [new() { Id = "e", EmbeddingDimensions = 4, RateLimit = new() { Requests = 1 } }],
        });
        var rule = simulator.Server.Faults.Add(Fault.Status(529), FaultSchedule.Next(1));

        Assert.Equal(529, (await AskAsync(simulator, """{"model":"e","input":"a"}""")).Status);
        Assert.Equal(200, (await AskAsync(simulator, """{"model":"e","input":"a"}""")).Status);
        Assert.Equal(429, (await AskAsync(simulator, """{"model":"e","input":"a"}""")).Status);
        Assert.Equal(1, rule.Served);
    }

    private static Task<SimulatorClient> StartAsync() => SimulatorClient.StartAsync(new SimulatorOptions
    {
        Models = [new() { Id = "e", EmbeddingDimensions = 64, Prices = new() { Input = 1 } }, new() { Id = "m" }],
    });

    private static async Task<(int Status, JsonNode Body)> AskAsync(SimulatorClient simulator, string body)
    {
        using var response = await simulator.Http.PostAsync(
            "embeddings", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await SimulatorClient.ReadAsync(response))!);
    }

    private static float[] Vector(JsonNode entry) => [.. entry["embedding"]!.AsArray().Select(value => (float)value!)];

    private static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();
}
