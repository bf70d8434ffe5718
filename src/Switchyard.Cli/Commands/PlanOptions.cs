using System.CommandLine;

namespace Switchyard.Cli;

/// <summary>The options that say what is to be decided; the same for every command.</summary>
internal sealed class PlanOptions
{
    private readonly Option<string> _weak = new("--weak") { Description = "The cheaper of two models." };
    private readonly Option<string> _strong = new("--strong") { Description = "The better of two models." };
    private readonly Option<string> _pool = new("--pool") { Description = "Choose one of these models for every prompt: A,B,…" };
    private readonly Option<string> _cascade = new("--cascade") { Description = "Ask these two cheap models, and --ref where they are doubted: M1,M2" };
    private readonly Option<double> _quality = new("--quality") { Description = "Quality to keep, as a share of the reference's; as cheap as possible.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _reference = new("--ref") { Description = "The model whose quality is to be kept; default: the best single one." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _weak, _strong, _pool, _cascade, _quality, _reference }) command.Options.Add(option);
    }

    public RoutingPlan Read(ParseResult parsed)
    {
        var quality = parsed.GetValue(_quality);
        if (!(quality is > 0 and <= 2)) throw new InputException("--quality is a share of the reference's quality: give a number above 0, such as 1.0 or 0.98.");
        return new RoutingPlan
        {
            Weak = parsed.GetValue(_weak),
            Strong = parsed.GetValue(_strong),
            Pool = List(parsed.GetValue(_pool)),
            Cascade = List(parsed.GetValue(_cascade)),
            Quality = quality,
            Reference = parsed.GetValue(_reference),
        };
    }

    internal static string[]? List(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
