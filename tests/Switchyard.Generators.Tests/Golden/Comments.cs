#pragma warning disable CS1573 // A parameter without a comment: the compiler says so here, and not again in the emitted file.
using System.Collections.Generic;
using System.Threading.Tasks;
using Switchyard;

namespace Cases;

/// <summary>A class.</summary>
public partial class Comments(Router router)
{
    /// <summary>
    /// Summarises, much as <see cref="List{T}"/> &amp; <see cref="AskAsync"/> do not.
    /// </summary>
    /// <param name="text">The text: <paramref name="text"/>.</param>
    /// <returns>A summary.</returns>
    [Tier(Tier.Frontier), Prompt("{text}{other}")]
    public partial ValueTask<string> SummariseAsync(string text, string other);

    [Tier(Tier.Mid), Prompt("{text}")]
    public partial ValueTask<string> AskAsync(string text);

    [Tier(Tier.Cheap), Prompt("{text}")]
    public partial ValueTask<string> CheapAsync(string text);

    [Tier(Tier.Auto), Prompt("{text}")]
    public partial ValueTask<string> AutoAsync(string text);
}
