using Switchyard.Cli;

namespace Switchyard.Tests;

public class ContrastTests
{
    [Fact]
    public void What_is_taken_apart_comes_together_again()
    {
        double[] qualities = [0.2, 1, 0.6];
        var contrast = Contrast.Of(qualities);
        Assert.Equal(0, contrast.SkipLast(1).Sum(), 9);
        Assert.Equal(qualities, Contrast.Restore(contrast).Select(q => Math.Round(q, 9)));
    }

    [Fact]
    public void Differences_do_not_depend_on_the_level() =>
        Assert.Equal(Contrast.Of([0, 0.5]).SkipLast(1), Contrast.Of([0.5, 1]).SkipLast(1));
}
