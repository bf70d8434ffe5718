using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchyard.Tests;

/// <summary>Answers fit the schema that was asked for.</summary>
public sealed class SimulatorSchemaTests
{
    [Fact]
    public async Task Scalars_stay_within_their_bounds()
    {
        for (var i = 0; i < 20; i++)
        {
            var value = await SampleAsync(
                """
                {"type":"object","additionalProperties":false,
                "required":["s","long","short","i","step","n","open","tiny","b","c","e","none","maybe","when","mail","id"],"properties":{
                "s":{"type":"string"},"long":{"type":"string","minLength":40},"short":{"type":"string","maxLength":3},
                "i":{"type":"integer","minimum":5,"maximum":7},"step":{"type":"integer","minimum":1,"multipleOf":5},
                "n":{"type":"number","minimum":-1.5,"maximum":-0.5},"open":{"type":"integer","exclusiveMinimum":3,"exclusiveMaximum":5},
                "tiny":{"type":"number","minimum":0.001,"maximum":0.002},
                "b":{"type":"boolean"},"c":{"const":"fixed"},"e":{"enum":["x","y",null]},"none":{"type":"null"},"maybe":{"type":["null","integer"]},
                "when":{"type":"string","format":"date-time"},"mail":{"type":"string","format":"email"},"id":{"type":"string","format":"uuid"}}}
                """,
                $"prompt {i}");

            Assert.True(((string)value["long"]!).Length >= 40);
            Assert.True(((string)value["short"]!).Length <= 3);
            Assert.InRange((int)value["i"]!, 5, 7);
            Assert.Equal(0, (int)value["step"]! % 5);
            Assert.InRange((decimal)value["n"]!, -1.5m, -0.5m);
            Assert.Equal(4, (int)value["open"]!);
            Assert.InRange((decimal)value["tiny"]!, 0.001m, 0.002m);
            Assert.Equal("fixed", (string?)value["c"]);
            Assert.Contains((string?)value["e"], (string?[])["x", "y", null]);
            Assert.Null(value["none"]);
            Assert.NotNull(value["maybe"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture));
            Assert.True(DateTimeOffset.TryParse((string?)value["when"], CultureInfo.InvariantCulture, out _));
            Assert.True(Guid.TryParse((string?)value["id"], out _));
        }
    }

    [Fact]
    public async Task Arrays_objects_references_and_unions_are_walked()
    {
        var value = await SampleAsync(
            """
            {"type":"object","properties":{"list":{"type":"array","minItems":3,"maxItems":3,"items":{"$ref":"#/$defs/item"}},
            "either":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/item"}]},"pair":{"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}],
            "minItems":2,"maxItems":2},"all":{"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"b":{"type":"string"}}}]},
            "map":{"type":"object","minProperties":2,"additionalProperties":{"type":"integer"}}},
            "$defs":{"item":{"type":"object","properties":{"name":{"type":"string"},"kind":{"enum":["a","b"]}},"required":["name","kind"]}}}
            """);

        Assert.Equal(3, value["list"]!.AsArray().Count);
        Assert.All(value["list"]!.AsArray(), i => Assert.Contains((string?)i!["kind"], (string[])["a", "b"]));
        Assert.StartsWith("simulated", (string?)value["either"]!["name"]);
        Assert.Equal(System.Text.Json.JsonValueKind.Number, value["pair"]![0]!.GetValueKind());
        Assert.Equal(2, value["all"]!.AsObject().Count);
        Assert.Equal(2, value["map"]!.AsObject().Count);
    }

    [Theory]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","required":["next"],"properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}}}}}""")]
    [InlineData("""{"type":"object","required":["children"],"properties":{"children":{"type":"array","items":{"$ref":"#"}}}}""")]
    public async Task Recursion_comes_to_an_end(string schema) => Assert.NotNull(await SampleAsync(schema));

    [Theory]
    [InlineData("""{"type":"object","required":["self"],"properties":{"self":{"$ref":"#"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/properties/a"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/nowhere"}}}""")]
    public async Task A_schema_without_a_value_is_400(string schema)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (response, _) = await client.AskAsync(Body(schema, "x"));
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_prompt_decides_the_value()
    {
        const string Schema = """{"type":"object","properties":{"i":{"type":"integer","minimum":0,"maximum":100}}}""";
        var first = await SampleAsync(Schema, "one");
        Assert.Equal(first.ToJsonString(), (await SampleAsync(Schema, "one")).ToJsonString());

        var values = new HashSet<int>();
        for (var i = 0; i < 10; i++)
            values.Add((int)(await SampleAsync(Schema, $"prompt {i}"))["i"]!);
        Assert.True(values.Count > 3);
    }

    private static async Task<JsonNode> SampleAsync(string schema, string prompt = "x")
    {
        await using var client = await SimulatorClient.StartAsync();
        return JsonNode.Parse(await client.TextAsync(Body(schema, prompt)))!;
    }

    private static string Body(string schema, string prompt) => SimulatorClient.Chat(
        prompt, ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"value\",\"schema\":" + schema + "}}");
}
