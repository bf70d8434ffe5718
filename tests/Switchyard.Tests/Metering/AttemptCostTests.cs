namespace Switchyard.Tests.Metering;

public sealed class AttemptCostTests
{
    private static readonly PriceList s_prices = new(new() { Input = 1, Output = 2 });

    [Theory]
    [InlineData(Outcome.RateLimited, 429, 0L)]
    [InlineData(Outcome.NetworkError, 0, 0L)]
    [InlineData(Outcome.ServerError, 500, 0L)]
    [InlineData(Outcome.NetworkError, 200, null)]
    [InlineData(Outcome.ServerError, 200, null)]
    [InlineData(Outcome.TimedOut, 0, null)]
    [InlineData(Outcome.Completed, 200, null)]
    public void WithoutUsageOnlyWhatWasRefusedCostsNothing(Outcome outcome, int status, long? cost) =>
        Assert.Equal(cost, AttemptCost.Of(s_prices, outcome, status, default));

    [Fact]
    public void AReportedUsageIsPricedWhateverTheOutcome() =>
        Assert.Equal(1_400_000, AttemptCost.Of(s_prices, Outcome.ServerError, 500, new() { InputTokens = 1000, OutputTokens = 200 }));

    [Fact]
    public void AnUnknownPriceIsNoGuess() =>
        Assert.Null(AttemptCost.Of(null, Outcome.Completed, 200, new() { InputTokens = 1000 }));
}
