using Microsoft.Extensions.AI;

namespace Switchyard.Tasks.Tests;

/// <summary>Tasks with arguments of every kind.</summary>
internal sealed partial class Desk(Router router)
{
    [Tier(Tier.Cheap), System("You answer for {shop}."), Prompt("Reply to: {message}")]
    public partial ValueTask<string> ReplyAsync(string shop, string message, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt(File = "prompts/reply.md")]
    public partial ValueTask<string> TranslateAsync(string message, string language, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("{order}")]
    public partial ValueTask<string> CheckAsync(Order order, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("{names}|{stock}|{none}")]
    public partial ValueTask<string> ListsAsync(
        List<string> names, IReadOnlyDictionary<string, double> stock, Order? none, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("What is on {photo}? {question}")]
    public partial ValueTask<string> LookAsync(ImageContent? photo, string question, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Compare.")]
    public partial ValueTask<string> CompareAsync(ImageContent[]? photos, FileContent report, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), System("You talk."), Prompt("{text}")]
    public partial ValueTask<string> TalkAsync(
        IReadOnlyList<ChatMessage> history, string text, [Session] string? conversation, CancellationToken cancellationToken = default);
}

internal sealed record Order(string Customer, IReadOnlyList<OrderLine> Lines, Category? Category)
{
    public DateOnly? Day { get; init; }

    public TimeSpan Took { get; init; }

    public double Weight { get; init; }

    public Order? Replaces { get; set; }
}

internal readonly record struct OrderLine(string? Name, int Count);
