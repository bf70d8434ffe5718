using System.Diagnostics;
using System.Globalization;

namespace Switchyard.Benchmarks.Calls;

/// <summary>The upstream in a process of its own. Ends with this object.</summary>
internal sealed class UpstreamProcess : IDisposable
{
    private readonly Process _process;

    public UpstreamProcess()
    {
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "upstream") { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var port = int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        Endpoint = new($"http://127.0.0.1:{port}/v1");
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
