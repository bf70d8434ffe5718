using Microsoft.Extensions.AI;
using Switchyard.Testing;

namespace Switchyard.Tests.ChatClients;

public sealed class ChatFailedWriteTests
{
    [Fact]
    public async Task ARequestThatCannotBeWrittenIsNoCall()
    {
        var ledger = new MemoryLedger();
        await using var router = TestCalls.Pair(new ScriptedProvider(), new(), options => options.Ledger = ledger);
        using var client = router.AsChatClient(Tier.Cheap);
        await client.GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => client.GetResponseAsync([null!], cancellationToken: TestContext.Current.CancellationToken));

        Assert.StartsWith("A message is null; leave it out.", failure.Message, StringComparison.Ordinal);
        Assert.Single(ledger.Snapshot());
    }
}
