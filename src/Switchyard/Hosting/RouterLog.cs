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

    [LoggerMessage(3, LogLevel.Warning, "{Task}: an attempt at {Model} ended as {Outcome} (limit {TimeLimit}, HTTP {HttpStatus}).")]
    public partial void AttemptFailed(string task, string model, Outcome outcome, TimeLimit timeLimit, int httpStatus);

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

    [LoggerMessage(9, LogLevel.Error, "{Sentence} The present classifier goes on.")]
    public partial void ClassifierRefused(string sentence);

    [LoggerMessage(10, LogLevel.Information, "The classifier was read anew from {File}.")]
    public partial void ClassifierReplaced(string? file);
}
