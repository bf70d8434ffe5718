using Switchyard.Cli;

namespace Switchyard.Tests;

/// <summary>The small made-up outcome files under Assets, and the command line run in this process.</summary>
internal static class Fixture
{
    private static readonly Lock s_console = new();

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Assets", name);

    public static List<OutcomeRow> Rows() => OutcomeFile.Read([Path("outcomes.jsonl")]);

    public static List<T> Read<T>(string name, Func<System.Text.Json.JsonElement, T> read) => [.. JsonLines.Read(Path(name)).Select(x => read(x.Value))];

    /// <summary>Runs a command and returns what it said. One at a time: the console is shared.</summary>
    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        lock (s_console)
        {
            var (output, error) = (Console.Out, Console.Error);
            using StringWriter said = new(), complained = new();
            Console.SetOut(said);
            Console.SetError(complained);
            try
            {
                return (CommandLine.Create().Parse(args).Invoke(), said.ToString(), complained.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }
}
