using Microsoft.Extensions.AI;
using Switchyard.Testing;

namespace Switchyard.Tests.ChatClients;

/// <summary>Routers for the tests of the adapters.</summary>
internal static class ChatRouters
{
    public const Capabilities All = Capabilities.Schema | Capabilities.Tools | Capabilities.Images | Capabilities.Files;

    /// <summary>Two providers, <c>a/one</c> before <c>b/two</c>, with the capabilities given.</summary>
    public static Router Pair(IProvider a, IProvider b, Capabilities one = All, Capabilities two = All) =>
        TestRouter.Create(
            TestCalls.Policy(null, "a/one", "b/two"),
            new Dictionary<string, IProvider> { ["a"] = a, ["b"] = b },
            describe: model => model with { Capabilities = model.Id == "one" ? one : two });

    public static IChatClient Client(IProvider provider) => Pair(provider, new ScriptedProvider()).AsChatClient(Tier.Cheap);

    public static AIFunctionDeclaration FindBike { get; } = AIFunctionFactory.CreateDeclaration(
        "find_bike",
        "Finds a bicycle.",
        System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{"size":{"type":"integer"}},"required":["size"]}"""));
}
