using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>Admits requests to their calls.</summary>
internal sealed class AdmissionDesk(Gate? gate)
{
    /// <summary>Reserves what a request may cost.</summary>
    /// <param name="key">Whose it is; <see langword="null"/> for a gateway without keys.</param>
    /// <param name="tags">What it asks to be booked under; <see langword="null"/> for nothing.</param>
    /// <param name="forward">Where it goes.</param>
    /// <param name="body">The canonical request.</param>
    /// <param name="maxTokens">The most tokens of an answer that it asks for; 0 for no limit.</param>
    /// <param name="choices">How many answers it asks for.</param>
    /// <param name="needs">What it needs of a model.</param>
    /// <returns>What it holds; <see langword="null"/> without a key.</returns>
    /// <exception cref="ApiException">It may not go on.</exception>
    public CallAdmission? Admit(
        GatewayKey? key, IReadOnlyList<string>? tags, ForwardRoute forward, ReadOnlySpan<byte> body, int maxTokens, int choices, Capabilities needs)
    {
        if (key is null || gate is null)
            return null;

        var demand = CallDemand.Of(body, maxTokens, choices, needs);
        var worst = WorstCase.Of(forward.Route, demand);
        var output = maxTokens > 0 ? maxTokens : (needs & Capabilities.Embeddings) != 0 ? 0 : forward.Route.Statistics.ExpectedOutputTokens;
        var tokens = demand.InputTokens + ((long)output * choices);
        return new(Ask(key, tags, forward, tokens, worst is { } known ? Money.ToUsd(known.ReservedNanoUsd) : null), worst);
    }

    /// <summary>Holds a request to its key that is answered from the cache: it costs nothing, and counts as one.</summary>
    /// <returns>What its call is booked under.</returns>
    /// <exception cref="ApiException">It may not go on.</exception>
    public CallOrigin AdmitCached(GatewayKey? key, IReadOnlyList<string>? tags, ForwardRoute forward)
    {
        if (key is null || gate is null)
            return new() { Tags = tags };

        using var admission = Ask(key, tags, forward, 0, 0);
        admission.Settle(0, 0);
        return admission.Origin with { Reserved = null };
    }

    private Admission Ask(GatewayKey key, IReadOnlyList<string>? tags, ForwardRoute forward, long tokens, decimal? worst)
    {
        var isTier = TierNames.TryParse(forward.Task.Id, out var tier);
        var admission = gate!.Admit(key, new()
        {
            Model = isTier ? null : ModelOf(key, forward),
            Tier = isTier ? tier : null,
            Tokens = tokens,
            WorstCost = worst,
            Tags = tags,
        });
        return admission.IsAllowed ? admission : throw new ApiException(AdmissionErrors.Of(admission));
    }

    /// <summary>A name may stand for several models: the first that the key does not allow speaks for all of them.</summary>
    private static string ModelOf(GatewayKey key, ForwardRoute forward)
    {
        // What rules have made of it is the policy's to answer for.
        var asked = forward.Before ?? forward.Route;
        foreach (var candidate in asked.Candidates)
        {
            if (!key.Allows(candidate.FullId))
                return candidate.FullId;
        }

        return asked.Candidates[0].FullId;
    }
}
