using System.Globalization;
using Microsoft.Extensions.Configuration;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>Reads a gateway's options from configuration: flags go before the environment, and the environment before <c>appsettings.json</c>.</summary>
internal static class GatewaySettings
{
    public const string Policy = "Switchyard:Policy";
    public const string Plugins = "Switchyard:Plugins";
    public const string Manifests = "Switchyard:Manifests";
    public const string Data = "Switchyard:Data";
    public const string DrainSeconds = "Switchyard:DrainSeconds";
    public const string MaxBodyBytes = "Switchyard:MaxBodyBytes";
    public const string StopNoticeSeconds = "Switchyard:StopNoticeSeconds";
    public const string LogForm = "Switchyard:LogFormat";
    public const string KeepFeatures = "Switchyard:KeepFeatures";
    public const string FeedbackFile = "Switchyard:FeedbackFile";
    public const string FeedbackPrompts = "Switchyard:FeedbackPrompts";
    public const string Urls = "Urls";

    /// <summary>What <see cref="Data"/> says to keep nothing.</summary>
    public const string NoData = "none";

    /// <summary>The configuration of a process.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="flags">What the command line says, by the names above.</param>
    public static IConfigurationRoot Load(string directory, IReadOnlyDictionary<string, string?> flags)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(directory, "appsettings.json"), optional: true)
                .AddEnvironmentVariables("ASPNETCORE_")
                .AddEnvironmentVariables("DOTNET_")
                .AddEnvironmentVariables()
                .AddInMemoryCollection(flags)
                .Build();
        }
        catch (InvalidDataException exception)
        {
            throw new SwitchyardConfigurationException([$"{exception.Message.TrimEnd('.')}: {exception.InnerException?.Message ?? "it is no JSON"}"]);
        }
    }

    /// <summary>The options. Relative paths start at the working directory.</summary>
    public static GatewayOptions Read(IConfiguration configuration, string directory)
    {
        var defaults = new GatewayOptions();
        var policy = configuration[Policy] is { Length: > 0 } file ? Path.GetFullPath(file, directory) : Found(Path.Combine(directory, Switchyard.Policy.FileName));
        return defaults with
        {
            PolicyFile = policy,
            PluginDirectory = configuration[Plugins] is { Length: > 0 } plugins ? Path.GetFullPath(plugins, directory) : defaults.PluginDirectory,
            ManifestDirectories = [.. List(configuration[Manifests]).Select(manifests => Path.GetFullPath(manifests, directory))],
            DataDirectory = DataOf(configuration, directory),
            IsDataNamed = configuration[Data] is { Length: > 0 } || configuration[StoreFolder.Variable] is { Length: > 0 },
            KeepsFeatures = Flag(configuration, KeepFeatures) ?? defaults.KeepsFeatures,
            FeedbackFile = configuration[FeedbackFile] is { Length: > 0 } feedback ? Path.GetFullPath(feedback, directory) : null,
            FeedbackPrompts = Flag(configuration, FeedbackPrompts) ?? defaults.FeedbackPrompts,
            Urls = List(configuration[Urls]) is { Length: > 0 } urls ? urls : defaults.Urls,
            DrainTime = Number(configuration, DrainSeconds, 0, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.DrainTime,
            StopNoticeTime = TimeSpan.FromSeconds(Number(configuration, StopNoticeSeconds, 0, 3600) ?? 0),
            AdminKey = configuration[AdminGate.Variable] is { Length: > 0 } key ? key : null,
            Telemetry = configuration.AsEnumerable().Where(setting => setting.Key.StartsWith(GatewayTelemetry.VariablePrefix, StringComparison.Ordinal)).ToDictionary(),
            LogFormat = FormatOf(configuration[LogForm]),
            Limits = defaults.Limits with { MaxBodyBytes = Number(configuration, MaxBodyBytes, 1024, 1 << 30) ?? defaults.Limits.MaxBodyBytes },
            Variables = name => configuration[name] ?? Environment.GetEnvironmentVariable(name),
        };
    }

    private static string? DataOf(IConfiguration configuration, string directory) => configuration[Data] switch
    {
        NoData => null,
        { Length: > 0 } folder => Path.GetFullPath(folder, directory),
        _ => configuration[StoreFolder.Variable] is { Length: > 0 } named ? Path.GetFullPath(named, directory) : StoreFolder.Default.Path,
    };

    private static LogFormat FormatOf(string? text) => text switch
    {
        null or "" or "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        _ => throw new SwitchyardConfigurationException([$"\"{text}\" is no {LogForm}; write text or json."]),
    };

    private static string? Found(string file) => File.Exists(file) ? file : null;

    private static string[] List(string? text) => text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool? Flag(IConfiguration configuration, string name) =>
        configuration[name] is not { Length: > 0 } text ? null
        : bool.TryParse(text, out var flag) ? flag
        : throw new SwitchyardConfigurationException([$"\"{text}\" is no {name}; write true or false."]);

    private static long? Number(IConfiguration configuration, string name, long least, long most) =>
        configuration[name] is not { Length: > 0 } text ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new SwitchyardConfigurationException([$"\"{text}\" is no {name}; write a whole number from {least} to {most}."]);
}
