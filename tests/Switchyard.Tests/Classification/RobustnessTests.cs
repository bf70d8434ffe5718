using Switchyard.Cli;

namespace Switchyard.Tests;

public class RobustnessTests
{
    [Fact]
    public void What_does_not_matter_rarely_moves_the_tier()
    {
        var prompts = SamplePrompts.Make(600);
        var flips = Robustness.Measure(PromptClassifier.Default, prompts);
        Assert.Equal(["white space", "greeting", "thanks", "trailing newline", "synonym"], flips.Select(f => f.Change));
        Assert.All(flips, f => Assert.True(f.FlipShare < 0.03, $"{f.Change}: {f.FlipShare:P1} of {f.Count}"));
        Assert.All(flips, f => Assert.True(f.Count > 50, f.Change));
    }

    [Fact]
    public void The_sample_is_decided_in_all_tiers()
    {
        var tiers = SamplePrompts.Make(600).GroupBy(p => PromptClassifier.Default.Classify(System.Text.Encoding.UTF8.GetBytes(p)).Tier).ToDictionary(g => g.Key, g => g.Count());
        Assert.All([Tier.Cheap, Tier.Mid, Tier.Frontier], t => Assert.True(tiers.GetValueOrDefault(t) > 20, $"{t}: {tiers.GetValueOrDefault(t)}"));
    }
}
