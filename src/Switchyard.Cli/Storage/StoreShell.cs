using System.CommandLine;
using Switchyard.Storage;

namespace Switchyard.Cli;

/// <summary>The store that a command works on, and its faults as the command line says them.</summary>
internal sealed class StoreShell
{
    private readonly Option<string> _data = new("--data") { Description = "The gateway's folder. Default: SWITCHYARD_DATA, otherwise the user's folder for application data." };

    public void AddTo(Command command) => command.Options.Add(_data);

    /// <summary>Runs work on a store that may be made for it.</summary>
    public int Run(ParseResult parsed, Func<Terminal, Administration, int> work) => Run(parsed, mustExist: false, work);

    /// <summary>Runs work on what is there, with what a gateway that is gone had not yet written.</summary>
    public int Read(ParseResult parsed, Func<Terminal, Administration, int> work) => Run(parsed, mustExist: true, work);

    private int Run(ParseResult parsed, bool mustExist, Func<Terminal, Administration, int> work) => Shell.Run(parsed, terminal =>
    {
        try
        {
            var options = new StoreOptions { Folder = parsed.GetValue(_data) is { Length: > 0 } named ? new(named) : StoreFolder.Default };
            if (mustExist && !File.Exists(options.Folder.Database))
                throw new InputException($"There is no store in {options.Folder}: name the gateway's folder with --data, or set {StoreFolder.Variable}.");
            if (mustExist)
                SqliteLedger.CatchUp(options);
            return work(terminal, Administration.Open(options));
        }
        catch (StorageException e)
        {
            throw new InputException(e.Message);
        }
    });
}
