using Switchyard.Simulator;

namespace Switchyard.Conformance;

/// <summary>Runs one check against a vendor of its own, for a limited time.</summary>
internal static class CheckRun
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <returns>What is wrong with the provider; <see langword="null"/> if nothing is.</returns>
    public static async Task<string?> RunAsync(ConformanceCheck check, ConformanceTarget target, WireProfile wire, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(s_limit);
        var vendor = new Vendor();
        var server = await SimulatorServer.StartAsync(vendor.Options, cancellationToken).ConfigureAwait(false);
        await using var stop = server.ConfigureAwait(false);
        try
        {
            var scene = new Scene(vendor, server, target, wire, limited.Token);
            await using var end = scene.ConfigureAwait(false);

            // A provider that does not heed its token must not keep the run from ending.
            await check.Run(scene).WaitAsync(limited.Token).ConfigureAwait(false);
            return null;
        }
        catch (ConformanceException failure)
        {
            return failure.Message;
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return $"It did not end within {s_limit.TotalSeconds:0} s.";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"It threw {exception.GetType().FullName}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }
}
