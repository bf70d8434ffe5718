using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Switchyard.Gateway.Tests;

/// <summary>The gateway as a process of its own, as an operator starts it.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly StringBuilder _output = new();
    private Task _rest = Task.CompletedTask;

    private GatewayProcess(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    public HttpClient Client { get; private set; } = new();

    /// <summary>The line that says where it listens.</summary>
    public string FirstLine { get; private set; } = "";

    /// <summary>What it has written to its output; whole after its end.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts it in a directory, on a port of its own unless the arguments say otherwise.</summary>
    public static GatewayProcess Launch(string directory, params string[] arguments) => Launch(directory, new Dictionary<string, string>(), arguments);

    /// <summary>Starts it with variables in its environment.</summary>
    public static GatewayProcess Launch(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.ChangeExtension(typeof(ServeCommand).Assembly.Location, null),
            arguments.Contains("--urls") ? arguments : [.. arguments, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.EndsWith("_API_KEY", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["SWITCHYARD_DATA"] = Path.Combine(directory, "data");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it listens.</summary>
    public async Task<GatewayProcess> ReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        while (!FirstLine.Contains("gateway on", StringComparison.Ordinal))
        {
            FirstLine = await ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"The gateway ended: {await _errors}");
        }

        Client.BaseAddress = new(Address().Match(FirstLine).Value);
        _rest = ReadRestAsync();
        return this;
    }

    /// <summary>Sends a signal by its number, as <c>kill</c> does.</summary>
    public void Signal(string name) => Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, and what it wrote to the error stream.</returns>
    public async Task<(int Code, string Errors)> EndAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        await _rest;
        await ReadRestAsync();
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task ReadRestAsync()
    {
        while (await ReadLineAsync(CancellationToken.None) is not null)
        {
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken);
        lock (_output)
            _output.AppendLine(line);
        return line;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
