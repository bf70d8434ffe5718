using Switchyard.Cli;

namespace Switchyard.Tests;

public class CascadePolicyTests
{
    [Fact]
    public void Where_no_tuned_rule_is_a_fifth_cheaper_the_plain_one_is_taken()
    {
        var policy = CascadePolicy.Choose(Cases(i => i * 0.001), 1);
        Assert.False(policy.Escalates(agree: true, 1, 1));
        Assert.True(policy.Escalates(agree: false, -1, 1));
        Assert.Equal(0.4, policy.Point.CostRatio, 0.01);
    }

    [Fact]
    public void A_verifier_that_knows_saves_more()
    {
        // Of the disputed answers every other one is right after all, and the verifier knows which.
        var policy = CascadePolicy.Choose(Cases(i => i % 2 == 0 ? 0.5 : -0.5, i => i % 2 == 0 ? 0 : 1), 1);
        Assert.InRange(policy.Point.CostRatio, 0.2, 0.3);
        Assert.False(policy.Escalates(agree: false, -0.5, 1));
    }

    // 700 agreed answers, all right; 300 disputed ones, wrong unless said otherwise.
    private static CascadeCase[] Cases(Func<int, double> gain, Func<int, double>? cheap = null) =>
        [.. Enumerable.Range(0, 1000).Select(i => i < 700
            ? new CascadeCase(true, 0, 1, 0.1, 1, 1, 1, 1)
            : new CascadeCase(false, gain(i), 1, 0.1, 1, cheap?.Invoke(i) ?? 0, 1, 1))];
}
