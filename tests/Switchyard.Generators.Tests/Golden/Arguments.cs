using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public enum Colour
{
    Red,
    [JsonStringEnumMemberName("sky blue")] Blue,
}

public sealed record Order(string Customer, IReadOnlyList<Line> Lines, Colour? Colour)
{
    public decimal Total { get; init; }
    public DateOnly? Day { get; init; }
    public TimeSpan Took { get; init; }
    public Uri? Site { get; init; }
    public Dictionary<string, int?> Stock { get; init; } = [];

    [JsonIgnore]
    public string Secret { get; init; } = "";
}

public readonly record struct Line(string? Name, int Count, char Shelf, Guid Id, DateTime At, bool IsLate, double Weight);

public partial class Arguments(Router router)
{
    [Tier(Tier.Cheap), Prompt("Check {order}, {lines}, {names}, {prices} and {first}.")]
    public partial ValueTask<string> JsonAsync(Order order, IEnumerable<Line> lines, string[]? names, IReadOnlyDictionary<string, decimal> prices, Line? first);

    [Tier(Tier.Cheap), Prompt("Check {letters} and {names}.")]
    public partial ValueTask<string> ListsAsync(ImmutableArray<char> letters, params string?[] names);

    [Tier(Tier.Cheap), System("You look."), Prompt("What is on {photo}, and how does {other} differ? {question}")]
    public partial ValueTask<string> ImagesAsync(ImageContent photo, ImageContent? other, string question);

    [Tier(Tier.Cheap), Prompt("Compare.")]
    public partial ValueTask<string> ContentAsync(IReadOnlyList<ImageContent> photos, FileContent report, FileContent[] others);

    [Tier(Tier.Cheap), System("You talk."), Prompt("{text}")]
    public partial ValueTask<string> ChatAsync(IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> history, string text, [Session] string conversation);

    [Tier(Tier.Cheap), Prompt("{text}")]
    public partial ValueTask<bool> JudgeAsync(List<Microsoft.Extensions.AI.ChatMessage>? history, string text, [Session] string? conversation = null);
}
