using System.CommandLine;

namespace Switchyard.Cli;

/// <summary>Runs a command's work: progress on a terminal only, one sentence on bad input, a documented exit code.</summary>
internal static class Shell
{
    public static int Run(ParseResult parsed, Func<Terminal, int> work)
    {
        var terminal = new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            return terminal.IsWatched ? terminal.WithProgress(() => work(terminal)) : work(terminal);
        }
        catch (InputException e)
        {
            terminal.Complain(e.Message);
            return ExitCode.Input;
        }
        catch (SwitchyardConfigurationException e)
        {
            foreach (var problem in e.Problems) terminal.Complain(problem);
            return ExitCode.Input;
        }
        catch (OperationCanceledException)
        {
            terminal.Complain("Stopped; nothing was written.");
            return ExitCode.Cancelled;
        }
    }
}
