namespace Switchyard.Plugins.Tests;

/// <summary>What a 200 with one JSON body means.</summary>
public sealed class ReplyTests : WireTest
{
    [BoundedFact]
    public async Task A_recorded_reply_passes_without_loss()
    {
        var recorded = Recorded("chat_completion.json");
        var (result, reply) = await AnswerAsync(200, recorded, "x-request-id: req-1", "x-ratelimit-remaining-requests: 7");

        Assert.Equal(recorded, reply);
        Assert.Equal((Outcome.Completed, 200, FinishReason.Stop, "req-1"), (result.Outcome, result.HttpStatus, result.FinishReason, result.RequestId));
        Assert.Equal(new TokenUsage { InputTokens = 17, OutputTokens = 4 }, result.Usage);
        Assert.Equal(7, result.RateLimits.RemainingRequests);
    }

    [BoundedFact]
    public async Task A_recorded_tool_call_passes_without_loss()
    {
        var recorded = Recorded("chat_with_tools.json");
        var (result, reply) = await AnswerAsync(200, recorded);

        Assert.Equal(recorded, reply);
        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls), (result.Outcome, result.FinishReason));
        Assert.Equal("chatcmpl-D0qOd6qK1YftNTsl3IZtKWnHELm8g", result.RequestId);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":30},"completion_tokens_details":{"reasoning_tokens":5}}""", 100, 60, 30, 20, 5)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":20,"prompt_cache_hit_tokens":70,"prompt_cache_miss_tokens":30}""", 100, 70, 0, 20, 0)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":20,"num_cached_tokens":40}""", 100, 40, 0, 20, 0)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":20,"prompt_token_details":{"cached_tokens":50}}""", 100, 50, 0, 20, 0)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":10,"cache_creation_input_tokens":20}}""", 100, 10, 20, 20, 0)]
    [InlineData("""{"queue_time":0.1,"prompt_tokens":100,"prompt_time":0.2,"completion_tokens":20,"total_tokens":120}""", 100, 0, 0, 20, 0)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":20,"total_tokens":150,"completion_tokens_details":{"reasoning_tokens":30}}""", 100, 0, 0, 50, 30)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":null,"completion_tokens_details":null}""", 100, 0, 0, 20, 0)]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":1e30}""", 0, 0, 0, int.MaxValue, 0)]
    public async Task Usage_is_normalised(string usage, int input, int cached, int written, int output, int reasoning)
    {
        var (result, _) = await AnswerAsync(200, Good[..^1] + $",\"usage\":{usage}}}");
        Assert.Equal(
            new()
            {
                InputTokens = input,
                CachedInputTokens = cached,
                CacheWriteTokens = written,
                OutputTokens = output,
                ReasoningTokens = reasoning,
            },
            result.Usage);
    }

    [Theory]
    [InlineData("length", FinishReason.Length, "length")]
    [InlineData("model_length", FinishReason.Length, "length")]
    [InlineData("function_call", FinishReason.ToolCalls, "function_call")]
    [InlineData("eos", FinishReason.Stop, "stop")]
    public async Task Finish_reasons_are_canonical(string vendor, FinishReason reason, string canonical)
    {
        var (result, reply) = await AnswerAsync(200, Good.Replace("\"stop\"", $"\"{vendor}\""));
        Assert.Equal((Outcome.Completed, reason), (result.Outcome, result.FinishReason));
        Assert.Equal(Good.Replace("\"stop\"", $"\"{canonical}\""), reply);
    }

    [Theory]
    [InlineData("error", Outcome.ServerError)]
    [InlineData("insufficient_system_resource", Outcome.ServerError)]
    [InlineData("content_filter", Outcome.ContentFiltered)]
    [InlineData("SAFETY", Outcome.ContentFiltered)]
    [InlineData("", Outcome.InvalidReply)]
    public async Task A_finish_reason_may_be_a_failure(string reason, Outcome outcome)
    {
        var (result, reply) = await AnswerAsync(200, Good.Replace("\"stop\"", $"\"{reason}\""));
        Assert.Equal((outcome, ""), (result.Outcome, reply));
    }

    [BoundedFact]
    public async Task A_refusal_is_filtered_and_its_words_reach_the_caller()
    {
        var (result, reply) = await AnswerAsync(200, Good.Replace("\"content\":\"Hi\"", "\"content\":null,\"refusal\":\"I will not.\""));
        Assert.Equal((Outcome.ContentFiltered, "I will not.", ""), (result.Outcome, result.Detail, reply));
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]""")]
    [InlineData("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]} trailing""")]
    [InlineData("""{"choices":[{"message":{"content":"Hi"},"finish_reason":null}]}""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"hello":"world"}""")]
    [InlineData("<html>Welcome</html>")]
    [InlineData("")]
    public async Task What_is_no_answer_is_an_invalid_reply_and_writes_nothing(string body)
    {
        var (result, reply) = await AnswerAsync(200, body);
        Assert.Equal((Outcome.InvalidReply, ""), (result.Outcome, reply));
        Assert.NotNull(result.Detail);
    }
}
