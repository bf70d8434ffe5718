using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>The way of a request to a model: who, what, which model, which fault, allowed or not, and then the reply.</summary>
internal sealed class ChatHandler(ServerState server, CancellationToken stopping)
{
    /// <summary>Reads a request from its body; the flag says whether unknown parameters are refused.</summary>
    public delegate SimulatedRequest Reader(ReadOnlyMemory<byte> body, bool rejectUnknownParameters);

    public async Task HandleAsync(HttpContext http, Exchange exchange, Reader read)
    {
        var key = server.Authenticator.Authenticate(http.Request, exchange.Wire);
        exchange.Authenticated(key);
        var body = await RequestBody.ReadAsync(http, server.Options.MaxRequestBytes).ConfigureAwait(false);
        exchange.Received(body.Length);
        var request = read(body, server.Options.RejectUnknownParameters);
        exchange.Asked(request);
        var state = server.Find(request.Model);
        exchange.Found(state.Model);

        var fault = server.Faults.Next(request.Model, key);
        if (fault is not null)
            exchange.Struck(fault);
        if (!await StrikeAsync(http, exchange, fault).ConfigureAwait(false))
            await ServeAsync(new(http, exchange, request, state, key, fault, server.Time, stopping)).ConfigureAwait(false);
    }

    // The faults that come instead of any work on the request.
    private async Task<bool> StrikeAsync(HttpContext http, Exchange exchange, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Status:
                if (fault.Delay > TimeSpan.Zero)
                    await Task.Delay(fault.Delay, server.Time, http.RequestAborted).ConfigureAwait(false);
                var error = FaultErrors.Of(fault, exchange.Model!, exchange.Wire);
                await ErrorReply.WriteAsync(http, exchange, error, RequestOutcome.Faulted, server.Time).ConfigureAwait(false);
                return true;
            case FaultKind.Reset:
                exchange.Settle(RequestOutcome.Faulted, 0);
                Connection.Reset(http);
                return true;
            case FaultKind.Silence:
                exchange.Settle(RequestOutcome.Faulted, 0);
                await Connection.HangAsync(http, stopping).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private async Task ServeAsync(ChatContext chat)
    {
        ModelRules.Check(chat.Model, chat.Request);
        Admission.Check(chat);
        if (!chat.State.TryEnter())
        {
            throw new ApiException(new(
                503, $"[simulated] '{chat.Model.Id}' serves {chat.Model.MaxConcurrency} requests at once and is full.", "server_error", Code: "overloaded"));
        }

        try
        {
            var answer = AnswerComposer.Compose(chat.Model, chat.Request);
            var identity = new ReplyIdentity(
                server.NextId(chat.Exchange.Wire.ReplyId),
                server.NextId(chat.Exchange.Wire.CallId),
                server.Time.GetUtcNow().ToUnixTimeSeconds(),
                chat.Model.Snapshot ?? chat.Model.Id,
                chat.Model.PromptCache is { ReportsWrites: true });
            await (chat.Request.IsStream
                ? new StreamReply(chat, answer, identity).RunAsync()
                : new WholeReply(chat, answer, identity).RunAsync()).ConfigureAwait(false);
        }
        finally
        {
            chat.State.Leave();
        }
    }
}
