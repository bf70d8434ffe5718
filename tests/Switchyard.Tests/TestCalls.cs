using Switchyard.Testing;

namespace Switchyard.Tests;

/// <summary>Calls tasks as generated code does.</summary>
internal static class TestCalls
{
    public static readonly TaskDefinition Ask = new("Tests.Ask", Tier.Cheap);

    public static Policy Policy(Limits? limits = null, params string[] cheap) =>
        new() { Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = cheap }, Limits = limits ?? new() };

    /// <summary>Two scripted providers, <c>a</c> before <c>b</c>, with a model each.</summary>
    public static Router Pair(ScriptedProvider a, ScriptedProvider b, Action<RouterOptions>? configure = null, Limits? limits = null) =>
        TestRouter.Create(Policy(limits, "a/one", "b/two"), new Dictionary<string, IProvider> { ["a"] = a, ["b"] = b }, configure);

    public static Call Begin(Router router, string message = "hello")
    {
        var call = router.Begin(Ask);
        call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\""u8);
        call.WriteText(message);
        call.WriteJson("\"}]"u8);
        return call;
    }

    public static ValueTask<RoutedResult<string>> AskAsync(Router router, CancellationToken cancellationToken) =>
        Begin(router).CompleteResultAsync(cancellationToken);
}
