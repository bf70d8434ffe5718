using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchyard.Gateway.Tests;

/// <summary>Reads Prometheus' text format, and fails on what a scraper would refuse.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, string> _types = [];

    /// <summary>The samples: name, labels as they stand there, and value.</summary>
    public List<(string Name, string Labels, double Value)> Samples { get; } = [];

    public static Exposition Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var read = new Exposition();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line == "# EOF")
                continue;
            if (line[0] == '#')
                read.ReadComment(line);
            else
                read.ReadSample(line);
        }

        read.CheckHistograms();
        return read;
    }

    /// <summary>The sum of the samples of a name whose labels hold all of these.</summary>
    public double Sum(string name, params string[] labels) =>
        Samples.Where(sample => sample.Name == name && labels.All(label => sample.Labels.Contains(label, StringComparison.Ordinal))).Sum(sample => sample.Value);

    private void ReadComment(string line)
    {
        var words = line.Split(' ', 4);
        Assert.Contains(words[1], (string[])["TYPE", "HELP", "UNIT"]);
        if (words[1] == "TYPE")
            Assert.True(_types.TryAdd(words[2], words[3]), $"{words[2]} has two types.");
    }

    private void ReadSample(string line)
    {
        var match = Sample().Match(line);
        Assert.True(match.Success, line);
        var name = match.Groups["name"].Value;
        Assert.True(
            _types.ContainsKey(name) || _types.Any(type => type.Value == "histogram" && name.StartsWith(type.Key + "_", StringComparison.Ordinal)), $"{name} has no type.");
        var value = match.Groups["value"].Value;
        Samples.Add((name, match.Groups["labels"].Value, value == "+Inf" ? double.PositiveInfinity : double.Parse(value, CultureInfo.InvariantCulture)));
        Assert.Single(Samples, sample => sample.Name == name && sample.Labels == match.Groups["labels"].Value);
    }

    private void CheckHistograms()
    {
        foreach (var histogram in _types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            foreach (var series in Samples.Where(sample => sample.Name == histogram + "_bucket").GroupBy(sample => Bound().Replace(sample.Labels, "").Trim(',')))
            {
                var counts = series.Select(sample => sample.Value).ToList();
                Assert.Equal(counts.Order(), counts);
                Assert.Contains("le=\"+Inf\"", series.Last().Labels, StringComparison.Ordinal);
                Assert.Equal(counts[^1], Samples.Single(sample => sample.Name == histogram + "_count" && sample.Labels == series.Key).Value);
            }
        }
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*)\})? (?<value>[-+0-9.eE]+|\+Inf|NaN)( \d+)?$""")]
    private static partial Regex Sample();

    [GeneratedRegex(""",?le="[^"]*",?""")]
    private static partial Regex Bound();
}
