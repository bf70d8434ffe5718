namespace Switchyard.Gateway;

/// <summary>Begins the call of a request whose body has been read.</summary>
internal sealed class CallStart(Router router, ForwardRoutes routes, AdmissionDesk admissions)
{
    /// <summary>Finds the route that the request asks for, under the rules of the policy.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public ForwardRoute RouteOf(GatewayExchange exchange, ReadOnlyMemory<byte> body)
    {
        var scan = exchange.Scan;
        var match = Find(scan, out var param);
        if (match.Route is not { } asked)
            throw new ApiException(ErrorOf(match, param));

        exchange.Tags = RequestTags.Of(exchange.Headers, exchange.Metadata.Span, scan.User);
        var forward = exchange.Rules.Apply(exchange, asked, body);
        if (scan.Needs != Capabilities.None && !forward.Route.Candidates.Any(candidate => candidate.Has(scan.Needs)))
        {
            throw new ApiException(ApiError.Invalid(
                param, $"No model of \"{forward.Task.Id}\" can do all that this request asks for: {scan.Needs}.", "unsupported_capability"));
        }

        return forward;
    }

    /// <summary>Writes the request into a call of that route, if its key admits it.</summary>
    /// <exception cref="ApiException">It does not.</exception>
    public Call Begin(GatewayExchange exchange, ForwardRoute forward, ReadOnlySpan<byte> body)
    {
        var scan = exchange.Scan;
        exchange.Admission = admissions.Admit(exchange.Key, exchange.Tags, forward, body, scan.MaxTokens, scan.Choices, scan.Needs);
        var call = router.BeginForward(forward);
        call.Needs |= scan.Needs;
        call.AskedTokens = scan.MaxTokens;
        scan.WriteKept(body, call);
        exchange.HandOver(call);
        return call;
    }

    private ForwardMatch Find(ChatScan scan, out string param)
    {
        param = "model";
        if (scan.Models.Count == 0)
            return routes.Find(scan.Model);

        // OpenRouter's form: "model" is asked first, then "models" in their order.
        var models = scan.Models;
        if (scan.Model.Length > 0 && !models.Contains(scan.Model.ToString()))
            models.Insert(0, scan.Model.ToString());
        var match = routes.Find(models);
        param = $"models[{match.Index}]";
        return match;
    }

    public static ApiError ErrorOf(ForwardMatch match, string param) => match switch
    {
        { IsUnknown: true } => new(404, "model_not_found", match.Problem!) { Param = param },
        { IsDisabled: true } => new(502, "upstream_credentials_exhausted", match.Problem!) { Param = param, IsFinal = true },
        _ => ApiError.Invalid(param, match.Problem!, "invalid_value"),
    };
}
