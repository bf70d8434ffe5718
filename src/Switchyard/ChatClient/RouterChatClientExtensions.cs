using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Offers the router to code that speaks <see cref="IChatClient"/>.</summary>
public static class RouterChatClientExtensions
{
    /// <summary>
    /// The router as an <see cref="IChatClient"/>. Every request goes the same way as a task's: route, failover, limits and accounting are
    /// those of the policy.
    /// </summary>
    /// <param name="router">The router. It stays the caller's to dispose; disposing the client does nothing.</param>
    /// <param name="tier">
    /// The tier of models that may answer. A request whose <see cref="ChatOptions.ModelId"/> names a tier goes to that one; one that names a
    /// model, as <c>openai/gpt-6-luna</c> or as <c>gpt-6-luna</c>, goes to this model of the tier and to no other.
    /// </param>
    /// <returns>The client. Safe for use from many threads.</returns>
    public static IChatClient AsChatClient(this Router router, Tier tier = Tier.Auto)
    {
        ArgumentNullException.ThrowIfNull(router);
        return new RouterChatClient(router, tier);
    }
}
