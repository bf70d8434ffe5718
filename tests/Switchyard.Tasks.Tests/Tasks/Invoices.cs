using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Switchyard.Tasks.Tests;

/// <summary>Tasks whose answers are values.</summary>
internal sealed partial class Invoices(Router router)
{
    [Tier(Tier.Cheap), System("You read invoices."), Prompt("Read: {text}")]
    public partial ValueTask<Invoice> ReadAsync(string text, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Read: {text}"), Repair]
    public partial ValueTask<RoutedResult<Invoice>> ReadWithRepairAsync(string text, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Read: {text}"), Repair, Escalate]
    public partial ValueTask<RoutedResult<Invoice>> ReadEscalatingAsync(string text, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Read: {text}"), Escalate]
    public partial IAsyncEnumerable<InvoiceLine> LinesEscalatingAsync(string text, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Read: {text}")]
    public partial IAsyncEnumerable<InvoiceLine> LinesAsync(string text, CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<bool> IsPaidAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<int> CountAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<decimal?> TotalAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<DateOnly> DayAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<string[]> NamesAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Dictionary<string, int>> StockAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Category> CategoryAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Moments> MomentsAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Go.")]
    public partial ValueTask<Tree> TreeAsync(CancellationToken cancellationToken = default);
}

internal enum Category
{
    [Description("What is for sale.")] Goods,
    [JsonStringEnumMemberName("work and time")] Work,
}

internal sealed record Invoice(
    [property: JsonPropertyName("invoice_number"), RegularExpression("[A-Z]{2}[0-9]+")] string Number,
    [Range(0, 1_000_000)] decimal Total,
    Category? Category,
    IReadOnlyList<InvoiceLine> Lines)
{
    [StringLength(20, MinimumLength = 2)]
    public required string Customer { get; init; }

    public string? Remark { get; init; }

    [JsonIgnore]
    public bool IsChecked { get; init; }
}

internal readonly record struct InvoiceLine(string Name, [Range(1, 99)] int Count);

internal sealed class Moments
{
    public Guid Id { get; set; }

    public DateTime At { get; set; }

    public DateTimeOffset Due { get; set; }

    public TimeOnly Hour { get; set; }

    public TimeSpan Took { get; set; }

    public Uri? Site { get; set; }

    public char Letter { get; set; }

    public float Ratio { get; set; }

    public Int128 Huge { get; set; }
}

internal sealed record Tree(string Name, [MaxLength(2)] List<Tree> Branches);
