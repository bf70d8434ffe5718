using System;
using System.Threading.Tasks;
using Switchyard;

namespace Cases;

[Obsolete]
public enum OldKind
{
    One,
}

[Obsolete("Use another.")]
public partial class Old(Router router)
{
    [Tier(Tier.Cheap), Prompt("{kind}")]
    public partial ValueTask<OldKind> AskAsync(OldKind kind);

    [return: System.Diagnostics.CodeAnalysis.NotNull]
    [Tier(Tier.Cheap), Prompt("{text}"), System("In short.")]
    public partial ValueTask<string> ReturnAsync([System.Diagnostics.CodeAnalysis.AllowNull] string text);
}
