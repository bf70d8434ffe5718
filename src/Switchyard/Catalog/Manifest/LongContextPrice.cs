namespace Switchyard;

/// <summary>The price of a whole request whose input is longer than a step, in USD per million tokens.</summary>
public sealed record LongContextPrice
{
    /// <summary>The step: the price holds for requests with more input tokens than this.</summary>
    public required int AboveTokens { get; init; }

    /// <summary>The price of such a request, for all of its tokens.</summary>
    public required ModelPrice Price { get; init; }
}
