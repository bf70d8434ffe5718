using Spectre.Console;

namespace Switchyard.Cli;

/// <summary>Runs a command's work: progress on a terminal only, one sentence on bad input, a documented exit code.</summary>
internal static class Shell
{
    public static int Run(Func<Action<string>, int> work)
    {
        try
        {
            return Console.IsErrorRedirected || Console.IsOutputRedirected ? work(static _ => { }) : WithProgress(work);
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Input;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; nothing was written.");
            return ExitCode.Cancelled;
        }
    }

    private static int WithProgress(Func<Action<string>, int> work)
    {
        // Progress goes to the error stream: what is on standard output can be piped.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        Func<int>? last = null;
        var code = console.Status().Start("…", status =>
        {
            var output = Console.Out;
            using var held = new StringWriter();
            Console.SetOut(held);
            try
            {
                var result = work(text => status.Status(Markup.Escape(text)));
                last = () =>
                {
                    output.Write(held.ToString());
                    return result;
                };
                return result;
            }
            finally
            {
                Console.SetOut(output);
            }
        });
        return last?.Invoke() ?? code;
    }
}
