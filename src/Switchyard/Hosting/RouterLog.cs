using Microsoft.Extensions.Logging;

namespace Switchyard;

/// <summary>The router's log events. None holds a prompt, an answer, a secret or a provider's own text.</summary>
internal sealed partial class RouterLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Warning, "The provider {Provider} is disabled: {Variables} is not set. Routes go on without it.")]
    public partial void ProviderDisabled(string provider, string variables);

    [LoggerMessage(11, LogLevel.Warning, "A key of the provider {Provider} is left out: {Sentence}.")]
    public partial void KeyMalformed(string provider, string sentence);

    [LoggerMessage(2, LogLevel.Error, "{Sentence}")]
    public partial void ProviderRefused(string sentence);

    /// <summary>What only the caller can mend is no concern of the operator's.</summary>
    public void AttemptEnded(string task, string model, in OutcomeRule rule, TimeLimit limit, int httpStatus)
    {
        var level = rule.Outcome is Outcome.InvalidRequest or Outcome.ContextTooLong or Outcome.ContentFiltered or Outcome.Cancelled ? LogLevel.Debug : LogLevel.Warning;
        if (limit != TimeLimit.None)
            AttemptTimedOut(level, task, model, rule.Outcome, limit);
        else if (httpStatus != 0)
            AttemptFailed(level, task, model, rule.Outcome, httpStatus);
        else
            AttemptFailed(level, task, model, rule.Outcome);
    }

    [LoggerMessage(EventId = 3, Message = "{Task}: an attempt at {Model} ended as {Outcome} (HTTP {HttpStatus}).")]
    private partial void AttemptFailed(LogLevel level, string task, string model, Outcome outcome, int httpStatus);

    [LoggerMessage(EventId = 13, Message = "{Task}: an attempt at {Model} ended as {Outcome} (time limit {TimeLimit}).")]
    private partial void AttemptTimedOut(LogLevel level, string task, string model, Outcome outcome, TimeLimit timeLimit);

    [LoggerMessage(EventId = 14, Message = "{Task}: an attempt at {Model} ended as {Outcome}, without a response.")]
    private partial void AttemptFailed(LogLevel level, string task, string model, Outcome outcome);

    [LoggerMessage(4, LogLevel.Warning, "Closing a stream of {Model} threw {ExceptionType}.")]
    public partial void StreamDisposeFailed(string model, string? exceptionType);

    [LoggerMessage(5, LogLevel.Warning, "{Sentence}")]
    public partial void TierUnusable(string sentence);

    [LoggerMessage(6, LogLevel.Error, "The ledger threw {ExceptionType} for the call {CallId}: what it cost is not written down.")]
    public partial void LedgerFailed(Guid callId, string? exceptionType);

    [LoggerMessage(12, LogLevel.Warning, "The provider {Provider} blocked its caller's thread beyond a time limit. From now on its calls run on threads of their own.")]
    public partial void ProviderBlocks(string provider);

    [LoggerMessage(7, LogLevel.Error, "A callback that a provider left on its cancellation token threw {ExceptionType}.")]
    public partial void CallbackFailed(string? exceptionType);

    [LoggerMessage(8, LogLevel.Error, "The ledger threw {ExceptionType} for feedback on the call {CallId}: it is not written down.")]
    public partial void FeedbackFailed(Guid callId, string? exceptionType);

    [LoggerMessage(15, LogLevel.Error, "The feedback file {File} cannot be written, or not as fast as calls come: some of what it should hold is lost.")]
    public partial void FeedbackLost(string file);

    [LoggerMessage(9, LogLevel.Error, "{Sentence} The present classifier goes on.")]
    public partial void ClassifierRefused(string sentence);

    [LoggerMessage(10, LogLevel.Information, "The classifier was read anew from {File}.")]
    public partial void ClassifierReplaced(string? file);
}
