namespace Switchyard.Gateway;

/// <summary>Holds requests against the rules of the policy, before they are admitted: what is reserved for a call is what its route can cost.</summary>
internal sealed class RuleDesk
{
    private readonly Utf8Buffer _prompt = new();

    /// <summary>The route of a request under the rules that match it.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="forward">What it asks for.</param>
    /// <param name="body">The canonical body.</param>
    /// <exception cref="ApiException">They leave nobody to ask.</exception>
    public ForwardRoute Apply(GatewayExchange exchange, ForwardRoute forward, ReadOnlyMemory<byte> body)
    {
        if (forward.Table.Rules is not { } rules)
            return forward;

        exchange.Facts.Take(exchange.Headers, exchange.Metadata);
        var route = rules.Apply(forward.Task, forward.Route, new()
        {
            Asked = forward.Task.Id,
            IsNamed = forward.Route.IsNamed,
            InputTokens = rules.ReadsSize ? RequestTokens.Estimate(body.Span) : 0,
            Topics = rules.ReadsTopics ? TopicsOf(body.Span) : PromptTopic.None,
            LatencyTicks = forward.Route.LatencyTicks,
            KeyName = exchange.Key?.Name,
            KeyId = exchange.Key?.Id,
            Team = exchange.Key?.Team,
            Tags = exchange.Tags is null ? exchange.Key?.Tags : [.. exchange.Key?.Tags ?? [], .. exchange.Tags],
            Facts = exchange.Facts,
        });
        if (route.Eligible == 0 && forward.Route.Eligible != 0)
        {
            throw new ApiException(new(
                403, "refused_by_rule", $"The policy's rules for this request ({route.RuleNames}) leave no model of \"{forward.Task.Id}\"; ask for another model.")
            {
                Param = "model",
                IsFinal = true,
            });
        }

        return ReferenceEquals(route, forward.Route) ? forward : forward with { Route = route, Before = forward.Route };
    }

    private PromptTopic TopicsOf(ReadOnlySpan<byte> body)
    {
        _prompt.Clear();
        ChatRequest.ReadPrompt(body, _prompt);
        return PromptTopics.Of(_prompt.Span);
    }
}
