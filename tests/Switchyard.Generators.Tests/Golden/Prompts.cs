using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public partial class Prompts
{
    private const string Shared = "Shared: \"{text}\"\n";

    private readonly Router _router = null!;

    [Tier(Tier.Cheap), Prompt("Quotes \" and \\ and \t tab, \r\n lines, {{braces}}, {{{text}}}, }}{{ and \0 \u001f \u007f.")]
    public partial ValueTask<string> EscapesAsync(string text);

    [Tier(Tier.Cheap), Prompt(@"Verbatim ""quoted"" C:\new\u0041 {text}")]
    public partial ValueTask<string> VerbatimAsync(string text);

    [Tier(Tier.Cheap)]
    [Prompt("""
        Raw "text" with ""two"" and \n as it stands.
          Indented: {text}
        """)]
    public partial ValueTask<string> RawAsync(string text);

    [Tier(Tier.Cheap)]
    [Prompt("""""Four """" quotes {text} and """" again""""")]
    public partial ValueTask<string> QuotesAsync(string text);

    [Tier(Tier.Cheap), Prompt(Shared + $"Again: {{text}} {nameof(Prompts)}")]
    public partial ValueTask<string> ConstantAsync(string text);

    [Tier(Tier.Cheap), Prompt("Lone \uD83D and \uDE00{text}\uD83D\uDE00, line \u2028\u2029\u0085, bidi \u202E, tag \U000E0041, BOM \uFEFF.")]
    public partial ValueTask<string> UnicodeAsync(string text);

    [Tier(Tier.Cheap), Prompt("\"}}],\"model\":\"mine\",\"messages\":[{{\"content\":\"{text}")]
    public partial ValueTask<string> InjectionAsync(string text);

    [Tier(Tier.Cheap), Prompt(text: "{text}{text}"), System("{text}")]
    public partial ValueTask<string> TwiceAsync(string text);

    [Tier(Tier.Auto), Prompt("No parameter at all.")]
    public partial ValueTask<string> ConstantOnlyAsync();
}
