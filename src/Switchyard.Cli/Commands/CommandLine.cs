using System.CommandLine;
using Switchyard.Gateway;

namespace Switchyard.Cli;

/// <summary>The whole command line.</summary>
internal static class CommandLine
{
    public static RootCommand Create() => new(
        "Serve the gateway; look after the router's catalog and plugins; explain, train, evaluate and calibrate its decisions; keep a gateway's keys, budgets and costs.\n"
        + "Exit codes: 0 done; 1 wrong command line; 2 bad input, nothing written; 3 a worse model was refused; 4 what was compared differs; 5 a plugin failed; 130 stopped.")
    {
        ServeCommand.Create(),
        ClassifyCommand.Create(),
        PredictCommand.Create(),
        TrainCommand.Create(),
        EvalCommand.Create(),
        CalibrateCommand.Create(),
        CatalogCommand.Create(),
        ModelsCommand.Create(),
        PluginsCommand.Create(),
        KeysCommand.Create(),
        BudgetsCommand.Create(),
        CostCommand.Create(),
        LedgerCommand.Create(),
    };
}
