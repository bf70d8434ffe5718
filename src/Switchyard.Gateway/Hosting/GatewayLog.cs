using Microsoft.Extensions.Logging;

namespace Switchyard.Gateway;

/// <summary>The gateway's log events. None holds a prompt, an answer or a secret.</summary>
internal sealed partial class GatewayLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Debug, "{Path}: the client left before its answer was complete.")]
    public partial void ClientLeft(string? path);

    [LoggerMessage(2, LogLevel.Error, "{Path}: the gateway failed with {ExceptionType}.\n{StackTrace}")]
    public partial void RequestFailed(string? path, string? exceptionType, string? stackTrace);

    [LoggerMessage(3, LogLevel.Information, "The policy {File} was read again and holds from now on.")]
    public partial void PolicyReplaced(string file);

    [LoggerMessage(4, LogLevel.Error, "The policy was changed, but the old one holds on: {Sentence}")]
    public partial void PolicyRefused(string sentence);

    [LoggerMessage(7, LogLevel.Warning, "The policy {File} is gone or cannot be read; the one that was read last holds on.")]
    public partial void PolicyGone(string file);

    [LoggerMessage(6, LogLevel.Information, "{Sentence}")]
    public partial void Started(string sentence);

    [LoggerMessage(5, LogLevel.Warning, "{File}: a change under \"providers\" holds from the next start.")]
    public partial void ProvidersNeedRestart(string file);
}
