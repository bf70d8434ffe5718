using System.CommandLine;

namespace Switchyard.Cli;

/// <summary><c>switchyard catalog</c>: what is known about models and prices, brought in and compared.</summary>
internal static class CatalogCommand
{
    public static Command Create() => new("catalog", "Make, renew and compare manifests.")
    {
        CatalogImportCommand.Create(),
        CatalogDiffCommand.Create(),
    };
}
