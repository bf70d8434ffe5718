namespace Switchyard.Gateway;

/// <summary>What a body of <c>POST /v1/feedback</c> says.</summary>
/// <param name="CallId">The request.</param>
/// <param name="Score">How good its answer was, 0 to 1.</param>
internal readonly record struct FeedbackRequest(Guid CallId, double Score)
{
    public const string Id = "request_id";
    public const string Rating = "score";

    /// <exception cref="ApiException">It says something else.</exception>
    public static FeedbackRequest Read(ReadOnlyMemory<byte> body, int maxDepth)
    {
        var request = JsonRequest.Parse(body, maxDepth);
        var id = JsonRequest.GetText(request, Id, "");
        if (!Guid.TryParse(id, out var callId) || callId == Guid.Empty)
            throw new ApiException(ApiError.Invalid(Id, $"\"{Id}\" is no id of a request; send the x-switchyard-request-id of an answer.", "invalid_value"));

        var score = JsonRequest.Get(request, Rating, JsonKind.Number, "").GetDouble();
        return score is >= 0 and <= 1
            ? new(callId, score)
            : throw new ApiException(ApiError.Invalid(Rating, $"\"{Rating}\" must lie between 0 (useless) and 1 (as good as can be).", "invalid_value"));
    }
}
