using System.CommandLine;
using Switchyard.Cli;

namespace Switchyard.Tests;

/// <summary>The small made-up outcome files under Assets, and the command line run in this process.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Assets", name);

    public static List<OutcomeRow> Rows() => OutcomeFile.Read([Path("outcomes.jsonl")]);

    public static List<T> Read<T>(string name, Func<System.Text.Json.JsonElement, T> read) => [.. JsonLines.Read(Path(name)).Select(x => read(x.Value))];

    /// <summary>Runs a command and returns what it said.</summary>
    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter said = new(), complained = new();
        var code = CommandLine.Create().Parse(args).Invoke(new InvocationConfiguration { Output = said, Error = complained });
        return (code, said.ToString(), complained.ToString());
    }
}
