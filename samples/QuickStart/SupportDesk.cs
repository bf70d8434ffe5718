using Switchyard;
using static Switchyard.Tier;

namespace QuickStart;

public sealed partial class SupportDesk(Router router)
{
    [Tier(Cheap)]
    [Prompt("What does this customer of a bicycle shop want? {message}")]
    public partial ValueTask<RoutedResult<Intent>> ClassifyAsync(string message, CancellationToken cancellationToken = default);

    [Tier(Cheap)]
    [Prompt("Sum up in one English sentence of at most twenty words: {message}")]
    public partial ValueTask<RoutedResult<string>> SummarizeAsync(string message, CancellationToken cancellationToken = default);

    [Tier(Mid)]
    [System("You answer for a small bicycle shop, in the customer's language, warmly and to the point.")]
    [Prompt("The customer wants: {intent}. Write the reply to: {message}")]
    public partial ValueTask<RoutedResult<string>> ReplyAsync(string message, Intent intent, CancellationToken cancellationToken = default);
}
