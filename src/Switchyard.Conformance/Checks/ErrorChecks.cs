using Switchyard.Simulator;

namespace Switchyard.Conformance;

/// <summary>Every way to fail has its outcome: the engine decides by nothing else.</summary>
internal static class ErrorChecks
{
    public const string Quota = "error: no money left is QuotaExhausted";
    public const string ContentPolicy = "error: a stop by the content policy is ContentFiltered";

    private static readonly string s_long = string.Concat(Enumerable.Repeat("very long words ", 400));

    public static readonly ConformanceCheck[] All =
    [
        Status("429 is RateLimited, with the time to wait", Fault.Status(429) with { RetryAfter = TimeSpan.FromSeconds(7) }, TimeSpan.FromSeconds(7), Outcome.RateLimited),
        new(Quota, scene => FailAsync(scene, scene.Wire.Quota!, null, Outcome.QuotaExhausted)),
        Status("500 is ServerError", Fault.Status(500), null, Outcome.ServerError),
        Status("502 is ServerError", Fault.Status(502), null, Outcome.ServerError),
        Status("504 is ServerError", Fault.Status(504), null, Outcome.ServerError),
        Status("503 is Overloaded", Fault.Status(503), null, Outcome.Overloaded),
        Status("529 is Overloaded", Fault.Status(529), null, Outcome.Overloaded),
        Status("403 is AuthenticationFailed", Fault.Status(403), null, Outcome.AuthenticationFailed),
        Status("400 is InvalidRequest", Fault.Status(400), null, Outcome.InvalidRequest),
        new(ContentPolicy, ContentPolicyAsync),
        Status("a reset connection is NetworkError", Fault.Reset(), null, Outcome.NetworkError),
        new("error: a wrong key is AuthenticationFailed", KeyAsync),
        new("error: an unknown model is ModelUnavailable", ModelAsync),
        new("error: a request beyond the window is ContextTooLong", WindowAsync),
        new("error: nobody at the address is NetworkError", RefusedAsync),
        new("error: a reply that is not JSON is InvalidReply", MalformedAsync),
        new("error: an error under status 200 is a failure", ErrorInBodyAsync),
        new("error: a stream that ends early is Truncated", TruncatedAsync),
        new("error: a stream that is reset is NetworkError or Truncated", ResetAsync),
        new("error: a stream that says nothing is not Completed", EmptyAsync),
    ];

    private static ConformanceCheck Status(string name, Fault fault, TimeSpan? retryAfter, Outcome expected) =>
        new("error: " + name, scene => FailAsync(scene, fault, retryAfter, expected));

    private static async Task FailAsync(Scene scene, Fault fault, TimeSpan? retryAfter, Outcome expected)
    {
        scene.Server.Faults.Add(fault);
        var (result, reply) = await scene.CompleteAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.Equal(expected, result.Outcome, "The outcome");
        Expect.Equal("", reply, "What was written for a failed attempt");
        var (streamed, chunks) = await scene.StreamAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.Equal(expected, streamed.Outcome, "The outcome of a stream");
        Expect.Equal(0, chunks.Count, "The number of chunks of a failed stream");
        if (fault.Kind == FaultKind.Status)
            Expect.Equal(fault.HttpStatus, result.HttpStatus, "HttpStatus");
        if (retryAfter is { } wait)
            Expect.Equal(wait, result.RetryAfter, "RetryAfter");
    }

    // It may stand in an error or in a finish reason, before which a stream has said something.
    private static async Task ContentPolicyAsync(Scene scene)
    {
        foreach (var fault in scene.Wire.ContentPolicy)
        {
            scene.Server.Faults.Clear();
            scene.Server.Faults.Add(fault);
            var (result, _) = await scene.CompleteAsync(ReplyChecks.Question).ConfigureAwait(false);
            Expect.Equal(Outcome.ContentFiltered, result.Outcome, "The outcome");
            var (streamed, _) = await scene.StreamAsync(ReplyChecks.Question).ConfigureAwait(false);
            Expect.Equal(Outcome.ContentFiltered, streamed.Outcome, "The outcome of a stream");
        }
    }

    private static async Task KeyAsync(Scene scene)
    {
        var (result, _) = await scene.CompleteAsync(ReplyChecks.Question, secret: "sk-wrong").ConfigureAwait(false);
        Expect.Equal(Outcome.AuthenticationFailed, result.Outcome, "The outcome");
    }

    private static async Task ModelAsync(Scene scene)
    {
        var (result, _) = await scene.CompleteAsync(ReplyChecks.Question, "no-such-model").ConfigureAwait(false);
        Expect.Equal(Outcome.ModelUnavailable, result.Outcome, "The outcome");
    }

    private static async Task WindowAsync(Scene scene)
    {
        var (result, _) = await scene.CompleteAsync($$"""
            "messages":[{"role":"user","content":"{{s_long}}"}],"max_completion_tokens":50
            """, Vendor.Small).ConfigureAwait(false);
        Expect.Equal(Outcome.ContextTooLong, result.Outcome, "The outcome");
    }

    private static async Task RefusedAsync(Scene scene)
    {
        await scene.Server.StopAsync(scene.Token).ConfigureAwait(false);
        var (result, _) = await scene.CompleteAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.Equal(Outcome.NetworkError, result.Outcome, "The outcome");
    }

    private static async Task MalformedAsync(Scene scene)
    {
        scene.Server.Faults.Add(Fault.MalformedChunk());
        var (result, _) = await scene.CompleteAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.Equal(Outcome.InvalidReply, result.Outcome, "The outcome");
    }

    private static async Task ErrorInBodyAsync(Scene scene)
    {
        scene.Server.Faults.Add(Fault.ErrorInBody(afterTokens: 3));
        var (result, _) = await scene.CompleteAsync(ReplyChecks.Question).ConfigureAwait(false);
        ExpectFailure(result, "a reply");
        var (streamed, _) = await scene.StreamAsync(ReplyChecks.Question).ConfigureAwait(false);
        ExpectFailure(streamed, "a stream");
    }

    private static async Task TruncatedAsync(Scene scene)
    {
        scene.Server.Faults.Add(Fault.CutAfter(4, CutKind.EndResponse));
        var (result, chunks) = await scene.StreamAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.Equal(Outcome.Truncated, result.Outcome, "The outcome of a stream without a finish reason");
        var text = StreamChecks.Text(chunks);
        Expect.True(text.Length > 0 && Vendor.Answer.StartsWith(text, StringComparison.Ordinal), "What came before the end must have been handed on.");
    }

    private static async Task ResetAsync(Scene scene)
    {
        scene.Server.Faults.Add(Fault.CutAfter(4));
        var (result, _) = await scene.StreamAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.True(result.Outcome is Outcome.NetworkError or Outcome.Truncated, $"The outcome must be NetworkError or Truncated, but is {result.Outcome}.");
    }

    private static async Task EmptyAsync(Scene scene)
    {
        scene.Server.Faults.Add(Fault.ZeroChunks());
        var (result, _) = await scene.StreamAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.True(result.Outcome is not Outcome.Completed, "A stream without a finish reason is not complete.");
    }

    private static void ExpectFailure(ProviderResult result, string what) =>
        Expect.True(result.Outcome is Outcome.ServerError or Outcome.Overloaded or Outcome.RateLimited or Outcome.InvalidReply, $"The outcome of {what} with an error in it must be a failure, but is {result.Outcome}.");
}
