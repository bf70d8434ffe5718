using Switchyard.Cli;

namespace Switchyard.Tests;

public class ProgressTests
{
    [Theory]
    [InlineData("pair")]
    [InlineData("pool")]
    [InlineData("cascade")]
    public void Progress_goes_from_nothing_to_everything_and_never_back(string kind)
    {
        var rows = Fixture.Rows();
        var plan = kind switch
        {
            "pair" => new RoutingPlan { Weak = "small", Strong = "large" },
            "pool" => new RoutingPlan { Pool = ["small", "medium", "large"] },
            _ => new RoutingPlan { Cascade = ["small", "medium"], Reference = "large" },
        };
        var said = new List<double>();
        CrossValidation.Run(rows, [], plan.Checked(rows), 3, new TrainingRun(1, (_, done) => said.Add(done)));
        Assert.Equal(said.Order(), said);
        Assert.Equal(0, said[0]);
        Assert.InRange(said[^1], 0.85, 1);
        Assert.True(said.Distinct().Count() >= 12);
    }

    [Fact]
    public void A_stopped_run_ends() =>
        Assert.Throws<OperationCanceledException>(() => new TrainingRun(1, null, new CancellationToken(canceled: true)).Say("x", 0));
}
