using Spectre.Console;
using Spectre.Console.Rendering;

namespace Switchyard.Cli;

/// <summary>Where one command writes. Not the process's console: two commands in one process must not write into each other's output.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    private readonly List<Action> _held = [];
    private ProgressTask? _progress;

    /// <summary>Whether a person watches, so that progress helps and does not spoil what a program reads.</summary>
    public bool IsWatched => ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    public void WriteLine(string text) => Write(() => output.WriteLine(text));

    public void Write(IRenderable renderable) => Write(() => Ansi(output).Write(renderable));

    public void Complain(string text) => Write(() => error.WriteLine(text));

    /// <summary>Says what is being done and which share of it is done, 0..1; to people only.</summary>
    public void Say(string text, double done)
    {
        if (_progress is not { } progress) return;
        progress.Description = Markup.Escape(text);
        progress.IsIndeterminate = false;
        progress.Value = progress.MaxValue * Math.Clamp(done, 0, 1);
    }

    /// <summary>Runs <paramref name="work"/> under a progress display on the error stream, and holds what it writes until that display is gone.</summary>
    public int WithProgress(Func<int> work)
    {
        try
        {
            return Ansi(error).Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
                .Start(context =>
                {
                    _progress = context.AddTask("…");
                    _progress.IsIndeterminate = true;
                    return work();
                });
        }
        finally
        {
            _progress = null;
            foreach (var write in _held) write();
            _held.Clear();
        }
    }

    private static IAnsiConsole Ansi(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

        // A file has no width: lines that are broken for a screen only spoil it.
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = 200;
        return console;
    }

    private void Write(Action write)
    {
        if (_progress is null) write();
        else _held.Add(write);
    }
}
