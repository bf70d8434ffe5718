using Switchyard.Cli;

namespace Switchyard.Tests;

public class FoldsTests
{
    [Fact]
    public void Nobody_decides_about_a_group_that_he_has_seen()
    {
        var rows = Fixture.Rows();
        var seen = new List<string>();
        for (var fold = 0; fold < 5; fold++)
        {
            var inside = rows.Where(r => Folds.Of(r.Group, 5, 1) == fold).Select(r => r.Group).ToHashSet();
            Assert.DoesNotContain(rows.Where(r => Folds.Of(r.Group, 5, 1) != fold), r => inside.Contains(r.Group));
            Assert.InRange(inside.Count, 4, 25);
            seen.AddRange(inside);
        }

        Assert.Equal(rows.Select(r => r.Group).Distinct().Order(), seen.Order());
    }
}
