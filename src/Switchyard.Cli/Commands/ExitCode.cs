namespace Switchyard.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command line could not be understood.</summary>
    public const int Usage = 1;

    /// <summary>A file is missing, malformed or does not fit; nothing was written.</summary>
    public const int Input = 2;

    /// <summary>A newly trained model is worse than the current one and was refused; nothing was written.</summary>
    public const int Refused = 3;

    /// <summary>What was compared differs.</summary>
    public const int Different = 4;

    /// <summary>A plugin does not load, conform or unload.</summary>
    public const int Failed = 5;

    /// <summary>Stopped by the user.</summary>
    public const int Cancelled = 130;
}
