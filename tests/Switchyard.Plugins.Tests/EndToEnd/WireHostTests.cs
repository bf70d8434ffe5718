using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchyard.Plugins.Tests;

/// <summary>The plugins of all wires in one host: what they answer, and that they leave nothing behind.</summary>
public sealed class WireHostTests
{
    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("ollama")]
    public async Task A_plugin_answers_streams_and_is_gone_from_memory_when_it_is_unloaded(string provider)
    {
        await using var scene = await WireScene.StartAsync();
        await UseAsync(scene, provider);

        var plugin = await scene.Host.UnloadAsync(provider);

        Assert.Equal((PluginState.Unloaded, null), (plugin?.State, plugin?.Reason));
        Assert.DoesNotContain(provider, scene.Registry.Providers.Keys);
        Assert.Equal(3, scene.Registry.Providers.Keys.Count(WireScene.Models.ContainsKey));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("ollama")]
    public async Task A_tool_call_goes_out_comes_back_and_is_answered(string provider)
    {
        await using var scene = await WireScene.StartAsync(model => new()
        {
            Id = model.Id,
            MaxOutputTokens = model.MaxOutputTokens,
            ToolChoice = static request => request.Messages[^1].Text.Contains("12", StringComparison.Ordinal) ? null : "get_weather",
            Answer = static request => request.Messages[^1].Text.Contains("12", StringComparison.Ordinal) ? "It is 12 degrees." : """{"city":"Köln"}""",
        });
        var native = scene.Load(provider);
        const string Head = """{"model":"","tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"messages":[{"role":"user","content":"Weather in Köln?"}""";

        var (asked, reply) = await native.CompleteAsync(Requests.Make(WireScene.Models[provider], Head + "]}"));
        var message = JsonNode.Parse(reply)!["choices"]![0]!["message"]!;
        var call = Assert.Single(message["tool_calls"]!.AsArray())!;
        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls), (asked.Outcome, asked.FinishReason));
        Assert.Equal(("function", "get_weather"), ((string?)call["type"], (string?)call["function"]!["name"]));
        Assert.Equal("Köln", (string?)JsonNode.Parse((string)call["function"]!["arguments"]!)!["city"]);

        var (_, chunks) = await native.StreamAsync(Requests.Make(WireScene.Models[provider], Head + """],"stream":true}"""));
        var deltas = chunks.Select(chunk => JsonNode.Parse(chunk)!["choices"]!.AsArray().FirstOrDefault()?["delta"]?["tool_calls"]?[0]).OfType<JsonNode>().ToList();
        Assert.Equal("get_weather", (string?)deltas[0]["function"]!["name"]);
        Assert.Equal("""{"city":"Köln"}""", string.Concat(deltas.Select(delta => JsonSerializer.Serialize(delta["function"]?["arguments"]?.ToString() ?? "")).Select(text => JsonSerializer.Deserialize<string>(text))));

        // The message goes back as it came: with ids, signatures and all.
        var second = $$$"""{{{Head}}},{{{message.ToJsonString()}}},{"role":"tool","tool_call_id":{{{call["id"]!.ToJsonString()}}},"content":"12"}]}""";
        var (answered, text) = await native.CompleteAsync(Requests.Make(WireScene.Models[provider], second));
        Assert.Equal((Outcome.Completed, null), (answered.Outcome, answered.Detail));
        Assert.Equal("It is 12 degrees.", (string?)JsonNode.Parse(text)!["choices"]![0]!["message"]!["content"]);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("ollama")]
    public async Task A_schema_holds_the_answer(string provider)
    {
        await using var scene = await WireScene.StartAsync(model => new() { Id = model.Id, MaxOutputTokens = model.MaxOutputTokens });
        var native = scene.Load(provider);
        var (result, reply) = await native.CompleteAsync(Requests.Make(WireScene.Models[provider], """
            {"model":"","messages":[{"role":"user","content":"Pick"}],"response_format":{"type":"json_schema","json_schema":{"name":"pick","strict":true,"schema":{"type":"object","properties":{"choice":{"type":"string","enum":["red","blue"]}},"required":["choice"],"additionalProperties":false}}}}
            """));

        Assert.Equal((Outcome.Completed, null), (result.Outcome, result.Detail));
        var choice = (string?)JsonNode.Parse((string)JsonNode.Parse(reply)!["choices"]![0]!["message"]!["content"]!)!["choice"];
        Assert.Contains(choice, new[] { "red", "blue" });
    }

    [Theory]
    [InlineData("openai", "")]
    [InlineData("openai", ",\"encoding_format\":\"base64\"")]
    [InlineData("gemini", "")]
    [InlineData("gemini", ",\"encoding_format\":\"base64\"")]
    [InlineData("ollama", "")]
    [InlineData("ollama", ",\"encoding_format\":\"base64\"")]
    public async Task The_same_texts_have_the_same_vectors_on_every_wire(string provider, string format)
    {
        await using var scene = await WireScene.StartAsync();
        var native = scene.Load(provider);
        var (result, reply) = await native.CompleteAsync(
            Requests.Make("e", $$"""{"model":"","input":["one","two words"],"dimensions":4{{format}}}""") with { Operation = ProviderOperation.Embeddings });

        Assert.Equal((Outcome.Completed, FinishReason.Stop), (result.Outcome, result.FinishReason));
        Assert.Equal(4, result.Usage.InputTokens);
        var data = JsonNode.Parse(reply)!["data"]!.AsArray();
        Assert.Equal([0, 1], data.Select(entry => (int)entry!["index"]!));
        var vectors = data.Select(entry => Vector(entry!["embedding"]!)).ToArray();
        Assert.Equal([4, 4], vectors.Select(vector => vector.Length));
        Assert.Equal(1, vectors[1].Sum(value => value * value), 4);

        await using var other = NativePlugin.Create("OpenAI", scene.Endpoint("openai"));
        var (_, expected) = await other.CompleteAsync(
            Requests.Make("e", """{"model":"","input":["one","two words"],"dimensions":4}""") with { Operation = ProviderOperation.Embeddings });
        Assert.Equal(JsonNode.Parse(expected)!["data"]!.AsArray().Select(entry => Vector(entry!["embedding"]!)), vectors);
    }

    private static float[] Vector(JsonNode embedding) => embedding is JsonArray numbers
        ? [.. numbers.Select(number => (float)number!)]
        : System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Convert.FromBase64String((string)embedding!)).ToArray();

    // Apart, so that no state machine of the test holds on to anything of the plugin.
    private static async Task UseAsync(WireScene scene, string provider)
    {
        var native = scene.Load(provider);
        for (var round = 0; round < 3; round++)
        {
            var request = Requests.Make(WireScene.Models[provider], """{"model":"","messages":[{"role":"user","content":"Hello"}]}""");
            Assert.Equal(Outcome.Completed, (await native.CompleteAsync(request)).Result.Outcome);
            var stream = Requests.Make(WireScene.Models[provider], """{"model":"","messages":[{"role":"user","content":"Hello"}],"stream":true}""");
            Assert.Equal(Outcome.Completed, (await native.StreamAsync(stream)).Result.Outcome);
        }
    }
}
