using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public enum Urgency
{
    [Description("It can wait a week.")] Low,
    [JsonStringEnumMemberName("high!")] High,
    [Obsolete("No more.")] Unknown,
}

[Description("What a customer has written.")]
public sealed record Ticket(
    [property: Description("In a few words.")] string Title,
    [Range(1, 10)] int Count,
    [property: JsonPropertyName("how_urgent")] Urgency Urgency,
    Customer? Customer,
    IReadOnlyList<Part> Parts)
{
    [JsonIgnore]
    public string Secret { get; init; } = "";

    public decimal? Price { get; init; }

    public string Summary => Title;
}

public class Person
{
    [StringLength(40, MinimumLength = 2)]
    public required string Name { get; init; }
}

public sealed class Customer : Person
{
    [Required]
    public string? Email { get; set; }

    [RegularExpression("[0-9]{4,6}")]
    public string Code { get; set; } = "";

    public Dictionary<string, double> Scores { get; set; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? Site { get; set; }
}

public readonly record struct Part(string Name, [Range(0.5, double.MaxValue, MinimumIsExclusive = true)] double Weight, Part[] Parts);

public struct Times
{
    public Guid Id { get; set; }
    public DateTime At { get; set; }
    public DateTimeOffset? Due { get; set; }
    public DateOnly Day { get; set; }
    public TimeOnly Hour { get; set; }
    public TimeSpan Took { get; set; }
    public char Letter { get; set; }
    public bool IsLate { get; set; }
    public ulong Big { get; set; }
    public float Ratio { get; set; }
    public Half Small { get; set; }
    public Int128 Huge { get; set; }
    [Range(typeof(decimal), "0.01", "99.99")]
    public decimal Amount { get; set; }
    [Range(-5, 5)]
    public sbyte Level { get; set; }
    [MinLength(1), MaxLength(3)]
    public ImmutableArray<int?> Numbers { get; set; }
    public HashSet<Urgency> Levels { get; set; }
    public string?[]? Notes { get; set; }
}

public sealed record Page<T>(IReadOnlyList<T> Items, T? Next, int Total);

public sealed record Node(string Name, Node? Left, List<Node> Children);

public sealed record @class(string @event, int @int);

public partial class Values(Router router)
{
    private sealed record Hidden(bool Is);

    [Tier(Tier.Cheap), Prompt("Read: {text}")]
    public partial ValueTask<Ticket> ObjectAsync(string text, CancellationToken token = default);

    [Tier(Tier.Cheap), System("You read tickets."), Prompt("Read: {text}")]
    public partial Task<RoutedResult<Ticket>> ResultAsync(string text);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Times> SimpleAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Page<Part>> GenericAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Page<Ticket?>> GenericOfNullableAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Node> RecursiveAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<IReadOnlyList<Node>> RecursiveListAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    private partial ValueTask<Hidden> HiddenAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<@class> KeywordsAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<bool> BooleanAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<int> NumberAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<decimal?> NullableAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<string?> NullableTextAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Ticket?> NullableObjectAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Urgency?> NullableChoiceAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<string[]> TextsAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<List<int[]>> ListsAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Dictionary<string, Part>> DictionaryAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial IAsyncEnumerable<Ticket> StreamAsync(CancellationToken token = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial IAsyncEnumerable<int> StreamNumbersAsync();

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial IAsyncEnumerable<List<Part>?> StreamListsAsync();

    public ValueTask<bool> UseAsync() => HiddenAsync().IsCompleted ? default : default;
}
