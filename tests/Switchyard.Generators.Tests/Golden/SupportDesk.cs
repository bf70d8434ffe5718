using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Switchyard;
using static Switchyard.Tier;

namespace Shop;

public enum Intent
{
    Refund,
    Delivery,
    Repair,
    Other,
}

public sealed partial class SupportDesk(Router router)
{
    [Tier(Cheap)]
    [Prompt("Which of these is the customer asking for? {message}")]
    public partial ValueTask<Intent> ClassifyAsync(string message, CancellationToken cancellationToken = default);

    [Tier(Mid)]
    [System("You answer for a small bicycle shop.")]
    [Prompt("Write a reply to: {message}\nIntent: {intent}")]
    public partial IAsyncEnumerable<string> DraftAsync(string message, Intent intent, CancellationToken cancellationToken = default);

    [Tier(Frontier)]
    [Prompt("{message}")]
    public partial ValueTask<RoutedResult<string>> AnswerAsync(string message);
}
