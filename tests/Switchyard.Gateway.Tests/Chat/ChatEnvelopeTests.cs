using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

public sealed class ChatEnvelopeTests
{
    private static readonly ForwardReceipt s_receipt = new()
    {
        CallId = Guid.Parse("00000000-0000-0000-0000-000000000001"),
        Model = "a/\"one\"",
        Provider = "a",
        Tier = Tier.Cheap,
        Attempts = 1,
        CostNanoUsd = 1,
        Usage = default,
    };

    [Fact]
    public void Only_the_model_of_a_sound_reply_changes() =>
        Assert.Equal(
            """{ "id" : "x", "object":"chat.completion" ,"created":1,"model": "a/\"one\"" ,"choices":[{"model":"inner"}],"more":null}""",
            Reply("""{ "id" : "x", "object":"chat.completion" ,"created":1,"model": "whatever" ,"choices":[{"model":"inner"}],"more":null}"""));

    [Fact]
    public void What_clients_insist_on_is_added()
    {
        var reply = JsonElement.Parse(Reply("""{"choices":[{"index":0}]}"""));
        Assert.Equal("chat.completion", reply.GetProperty("object").GetString());
        Assert.Equal("chatcmpl-00000000000000000000000000000001", reply.GetProperty("id").GetString());
        Assert.True(reply.GetProperty("created").TryGetInt64(out _));
        Assert.Equal("a/\"one\"", reply.GetProperty("model").GetString());
    }

    [Fact]
    public void What_has_the_wrong_type_is_replaced()
    {
        var reply = JsonElement.Parse(Reply("""{"id":null,"object":7,"created":1.5,"model":null,"choices":[]}"""));
        Assert.Equal("chat.completion", reply.GetProperty("object").GetString());
        Assert.StartsWith("chatcmpl-", reply.GetProperty("id").GetString());
        Assert.True(reply.GetProperty("created").TryGetInt64(out _));
    }

    [Theory]
    [InlineData("""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"delta":{}}],"usage":{"total_tokens":3}}""", false,
        """{"id":"x","object":"chat.completion.chunk","created":1,"model":"a/\"one\"","choices":[{"delta":{}}]}""")]
    [InlineData("""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"delta":{}}],"usage":{"total_tokens":3}}""", true,
        """{"id":"x","object":"chat.completion.chunk","created":1,"model":"a/\"one\"","choices":[{"delta":{}}],"usage":null}""")]
    [InlineData("""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"delta":{}}]}""", true,
        """{"id":"x","object":"chat.completion.chunk","created":1,"model":"a/\"one\"","choices":[{"delta":{}}],"usage":null}""")]
    [InlineData("""{"usage":null,"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[]}""", false,
        """{"id":"x","object":"chat.completion.chunk","created":1,"model":"a/\"one\"","choices":[]}""")]
    [InlineData("""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"total_tokens":3}}""", true, "")]
    [InlineData("""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"delta":{"tool_calls":[{"id":"c1","function":{"name":"f"}},{"id":"c2"}]}}]}""", false,
        """{"id":"x","object":"chat.completion.chunk","created":1,"model":"a/\"one\"","choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f"}},{"index":1,"id":"c2"}]}}]}""")]
    public void A_chunk_is_what_official_clients_expect(string chunk, bool includesUsage, string expected) =>
        Assert.Equal(expected, Chunk(new ChatEnvelope(TimeProvider.System), chunk, includesUsage));

    [Fact]
    public void The_last_chunk_holds_the_usage_as_the_vendor_wrote_it()
    {
        var envelope = new ChatEnvelope(TimeProvider.System);
        Chunk(envelope, """{"id":"x","object":"chat.completion.chunk","created":12,"model":"m","choices":[{"delta":{}}],"usage":{"total_tokens":3,"own":[1]}}""", true);
        var output = new Utf8Buffer();
        envelope.WriteUsageChunk(s_receipt, output);
        Assert.Equal(
            """{"id":"x","object":"chat.completion.chunk","created":12,"model":"a/\"one\"","choices":[],"usage":{"total_tokens":3,"own":[1]}}""",
            Encoding.UTF8.GetString(output.Span));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_chunk_becomes_the_same_whether_its_head_is_known_or_not(bool includesUsage)
    {
        const string Head = """{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","fp":"f","choices":""";
        string[] rests =
        [
            """[{"delta":{"content":"a"}}],"usage":null}""",
            """[{"delta":{"content":"\",\"usage\":null}"}}]}""",
            """[{"delta":{"content":"b"}}],"usage":null,"more":1}""",
            """[{"delta":{"content":"c"}}],"usage": null }""",
            """[{"delta":{"tool_calls":[{"id":"i"}]}}],"usage":null}""",
            """[{"delta":{}}],"usage":{"total_tokens":1}}""",
            """[],"usage":{"total_tokens":1}}""",
        ];
        foreach (var rest in rests)
        {
            var known = new ChatEnvelope(TimeProvider.System);
            Chunk(known, Head + rests[0], includesUsage);
            Assert.Equal(Chunk(new(TimeProvider.System), Head + rest, includesUsage), Chunk(known, Head + rest, includesUsage));
        }
    }

    [Fact]
    public void What_is_no_json_is_not_passed_on() =>
        Assert.False(new ChatEnvelope(TimeProvider.System).TryWriteChunk("""{"choices":[}"""u8, s_receipt, true, new()));

    private static string Reply(string reply)
    {
        var output = new Utf8Buffer();
        Assert.True(new ChatEnvelope(TimeProvider.System).TryWriteReply(Encoding.UTF8.GetBytes(reply), s_receipt, output));
        return Encoding.UTF8.GetString(output.Span);
    }

    private static string Chunk(ChatEnvelope envelope, string chunk, bool includesUsage)
    {
        var output = new Utf8Buffer();
        Assert.True(envelope.TryWriteChunk(Encoding.UTF8.GetBytes(chunk), s_receipt, includesUsage, output));
        return Encoding.UTF8.GetString(output.Span);
    }
}
