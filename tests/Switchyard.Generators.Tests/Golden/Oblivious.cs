#nullable disable
using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public partial class Oblivious
{
    private Router router;

    public Oblivious(Router router) => this.router = router;

    [Tier(Tier.Cheap), Prompt("{text} {version}")]
    public partial ValueTask<string> AskAsync(string text, System.Version version = null);
}
