using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Switchyard;

namespace Cases;

public partial class Streams(Router router)
{
    [Tier(Tier.Mid), Prompt("Count to {number}.")]
    public partial IAsyncEnumerable<string> PlainAsync(int number);

    [Tier(Tier.Mid), Prompt("Count to {number}.")]
    public partial IAsyncEnumerable<string> MarkedAsync(int number, [EnumeratorCancellation] CancellationToken cancellationToken);

    [Tier(Tier.Mid), Prompt("Count to {number}.")]
    public static partial IAsyncEnumerable<string> StaticAsync(Router router, int? number = null, CancellationToken cancellationToken = default);
}
