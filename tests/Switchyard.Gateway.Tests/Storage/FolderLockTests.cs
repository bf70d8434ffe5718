using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

public sealed class FolderLockTests
{
    [Fact]
    public void A_lock_that_cannot_be_opened_is_not_taken_for_another_gateway()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "gateway.lock");
        File.CreateSymbolicLink(file, file);
        var refused = Assert.Throws<StorageException>(() => SqliteLedger.Open(new() { Folder = new(folder.Path) }));
        Assert.Contains("gateway.lock cannot be opened", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another gateway", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_held_is_another_gateways()
    {
        using var folder = new TemporaryFolder();
        await using var first = SqliteLedger.Open(new() { Folder = new(folder.Path) });
        var refused = Assert.Throws<StorageException>(() => SqliteLedger.Open(new() { Folder = new(folder.Path) }));
        Assert.Contains("another gateway", refused.Message, StringComparison.Ordinal);
    }
}
