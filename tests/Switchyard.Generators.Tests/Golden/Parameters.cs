using System;
using System.Net;
using System.Threading.Tasks;
using Switchyard;

namespace Cases;

[Flags]
public enum Marks
{
    None = 0,
    Urgent = 1,
    Paid = 2,
}

public readonly struct Weight : IFormattable
{
    public string ToString(string? format, IFormatProvider? provider) => "1 kg";
}

public partial class Parameters<TNumber, TKind>(Router router)
    where TNumber : ISpanFormattable
    where TKind : struct, Enum
{
    [Tier(Tier.Mid)]
    [Prompt("{text} {optional} {number} {price:F2} {none} {flag} {maybe} {letter} {marks} {someMarks} {id}")]
    public partial ValueTask<string> PlainAsync(
        string text, string? optional, int number, decimal price, long? none, bool flag, bool? maybe, char letter, Marks marks, Marks? someMarks, Guid id);

    [Tier(Tier.Mid)]
    [Prompt("{at} {day:dddd d MMMM} {moment} {time} {span} {later}")]
    public partial ValueTask<string> TimesAsync(DateTime at, DateOnly day, DateTimeOffset moment, TimeOnly time, TimeSpan span, DateTime? later);

    [Tier(Tier.Mid)]
    [Prompt("{version} {address} {weight} {weight:kg} {anything} {generic} {kind} {big} {half:\"x\"\\}")]
    public partial Task<string> OthersAsync(
        Version version, IPAddress? address, Weight weight, IFormattable anything, TNumber generic, TKind kind, Int128 big, Half? half);
}
