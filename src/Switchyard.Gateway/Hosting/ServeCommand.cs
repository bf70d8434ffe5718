using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Switchyard.Gateway;

/// <summary><c>switchyard serve</c>, and the gateway's own command line.</summary>
internal static class ServeCommand
{
    // As the tool's other commands: bad input.
    private const int BadInput = 2;

    public static Command Create() => With(new Command("serve", "Serve the OpenAI wire on this machine, for every provider there is a key for."));

    /// <summary>The gateway's own command line. A flag that is wrong is a wrong setting, after which a service is not to be started again.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        var parsed = With(new RootCommand("Serves the OpenAI wire on this machine, for every provider there is a key for.")).Parse(arguments);
        if (parsed.Action is not ParseErrorAction)
            return parsed.Invoke();

        foreach (var problem in parsed.Errors)
            parsed.InvocationConfiguration.Error.WriteLine($"{problem.Message.TrimEnd('.')}; --help says what there is.");
        return BadInput;
    }

    private static T With<T>(T command)
        where T : Command
    {
        var policy = new Option<string>("--policy") { Description = "The policy file. Default: switchyard.json here, or tiers as the manifests say." };
        var plugins = new Option<string>("--plugins") { Description = "The plugin directory. Default: the one beside the program." };
        var manifests = new Option<string[]>("--manifests") { Description = "A directory with more manifests; may be given several times." };
        var data = new Option<string>("--data") { Description = "The folder of ledger, keys and budgets; \"none\" keeps nothing. Default: SWITCHYARD_DATA, otherwise the user's folder for application data." };
        var urls = new Option<string>("--urls") { Description = $"Where to listen, separated by semicolons. Default: {GatewayOptions.DefaultUrl}." };
        command.Options.Add(policy);
        command.Options.Add(plugins);
        command.Options.Add(manifests);
        command.Options.Add(data);
        command.Options.Add(urls);

        // Not an asynchronous action: the host drains on SIGTERM, and the command line would end the process before it is done.
        command.SetAction(parsed =>
        {
            var flags = new Dictionary<string, string?>();
            Add(flags, GatewaySettings.Policy, parsed.GetValue(policy));
            Add(flags, GatewaySettings.Plugins, parsed.GetValue(plugins));
            Add(flags, GatewaySettings.Manifests, parsed.GetValue(manifests) is { Length: > 0 } directories ? string.Join(';', directories) : null);
            Add(flags, GatewaySettings.Data, parsed.GetValue(data));
            Add(flags, GatewaySettings.Urls, parsed.GetValue(urls));
            return RunAsync(flags, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).GetAwaiter().GetResult();
        });
        return command;
    }

    private static void Add(Dictionary<string, string?> flags, string name, string? value)
    {
        if (value is not null)
            flags[name] = value;
    }

    private static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> flags, TextWriter output, TextWriter error)
    {
        try
        {
            var directory = Environment.CurrentDirectory;
            var configuration = GatewaySettings.Load(directory, flags);
            var options = GatewaySettings.Read(configuration, directory);
            var server = await GatewayServer.StartAsync(options, logging => Log(logging, configuration, options.LogFormat)).ConfigureAwait(false);
            await using var _ = server.ConfigureAwait(false);
            await WelcomeAsync(server, options, output).ConfigureAwait(false);
            await server.WaitForStopAsync(CancellationToken.None).ConfigureAwait(false);
            return 0;
        }
        catch (SwitchyardConfigurationException exception)
        {
            foreach (var problem in exception.Problems)
                await error.WriteLineAsync(problem).ConfigureAwait(false);
            return BadInput;
        }
    }

    private static void Log(ILoggingBuilder logging, IConfiguration configuration, LogFormat format)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Switchyard", LogLevel.Information);

        // What keeps it from starting is one sentence on the error stream; the host would add a stack trace to it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Whatever fails in a request is logged by the gateway. Left over is how it ends a broken stream: by an exception, for which Kestrel has an
        // error and a stack trace.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        if (format == LogFormat.Json)
            logging.AddJsonConsole(static console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        else
            logging.AddSimpleConsole(static console => console.SingleLine = true);
    }

    private static async Task WelcomeAsync(GatewayServer server, GatewayOptions options, TextWriter output)
    {
        string[] lines = server.DataProblem is { } problem ? [Welcome(server, options), $"No ledger, keys or budgets: {problem}"] : [Welcome(server, options)];
        var log = new GatewayLog(server.Loggers.CreateLogger("Switchyard.Gateway"));
        foreach (var line in lines)
        {
            // In a log of objects a bare sentence would be a line that no program can read.
            if (options.LogFormat == LogFormat.Json)
                log.Started(line);
            else
                await output.WriteLineAsync(line).ConfigureAwait(false);
        }
    }

    private static string Welcome(GatewayServer server, GatewayOptions options)
    {
        var models = server.Router.Registry.AllCandidates.Select(candidate => candidate.FullId).Distinct().Count();
        var policy = options.PolicyFile ?? "the manifests";
        var source = server.IsSimulated
            ? "SIMULATED: no provider has a key, so stand-ins on this machine answer, with the header x-switchyard-simulated; set a key such as OPENAI_API_KEY for real models."
            : $"Tiers from {policy}.";
        return $"Switchyard gateway on {string.Join(", ", server.Addresses)}: {models} models. {source}";
    }
}
