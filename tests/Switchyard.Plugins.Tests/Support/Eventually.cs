using System.Diagnostics;

namespace Switchyard.Plugins.Tests;

/// <summary>Bounded polling, for what another thread or the file system does in its own time.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"In 20 s it did not happen: {what}.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
