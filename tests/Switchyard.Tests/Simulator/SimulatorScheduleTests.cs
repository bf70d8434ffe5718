using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>Which requests a fault is for.</summary>
public sealed class SimulatorScheduleTests
{
    public static TheoryData<FaultSchedule, string> Schedules => new()
    {
        { FaultSchedule.Always, "xxxxxxxx" },
        { FaultSchedule.Nth(3), "..x....." },
        { FaultSchedule.Next(2), "xx......" },
        { FaultSchedule.After(5), ".....xxx" },
        { FaultSchedule.Flapping(2, 1), "xx.xx.xx" },
        { FaultSchedule.Probability(0), "........" },
        { FaultSchedule.Probability(1), "xxxxxxxx" },
    };

    [Theory, MemberData(nameof(Schedules), DisableDiscoveryEnumeration = true)]
    public async Task A_schedule_picks_its_requests(FaultSchedule schedule, string expected)
    {
        await using var client = await SimulatorClient.StartAsync();
        var rule = client.Server.Faults.Add(Fault.Status(503), schedule);
        Assert.Equal(expected, await PatternAsync(client, expected.Length));
        Assert.Equal(expected.Count(c => c == 'x'), rule.Served);
    }

    [Fact]
    public async Task Chance_follows_the_seed()
    {
        var patterns = new List<string>();
        foreach (var seed in (int[])[7, 7, 8])
        {
            await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [new() { Id = "m" }], Seed = seed });
            client.Server.Faults.Add(Fault.Status(503), FaultSchedule.Probability(0.5));
            patterns.Add(await PatternAsync(client, 32));
        }

        Assert.Equal(patterns[0], patterns[1]);
        Assert.NotEqual(patterns[0], patterns[2]);
        Assert.InRange(patterns[0].Count(c => c == 'x'), 6, 26);
    }

    [Fact]
    public async Task Rules_can_be_switched_and_removed_while_the_server_runs()
    {
        await using var client = await SimulatorClient.StartAsync();
        var rule = client.Server.Faults.Add(Fault.Status(503));
        Assert.Equal("x", await PatternAsync(client, 1));
        rule.IsEnabled = false;
        Assert.Equal(".", await PatternAsync(client, 1));
        rule.IsEnabled = true;
        Assert.Equal("x", await PatternAsync(client, 1));
        Assert.True(client.Server.Faults.Remove(rule));
        Assert.Equal(".", await PatternAsync(client, 1));
        Assert.Empty(client.Server.Faults.Rules);
    }

    [Fact]
    public async Task Rules_are_for_a_model_or_a_key()
    {
        var options = new SimulatorOptions
        {
            Models = [new() { Id = "m" }, new() { Id = "other" }],
            Keys = new Dictionary<string, string> { ["first"] = SimulatorClient.Secret, ["second"] = "sk-second" },
        };
        await using var client = await SimulatorClient.StartAsync(options);
        client.Server.Faults.Add(Fault.Status(500), model: "other");
        Assert.Equal(".", await PatternAsync(client, 1));
        using var other = await client.PostAsync(SimulatorClient.Chat().Replace("\"m\"", "\"other\"", StringComparison.Ordinal));
        Assert.Equal(500, (int)other.StatusCode);

        client.Server.Faults.Add(Fault.InsufficientQuota(), key: "first");
        Assert.Equal("x", await PatternAsync(client, 1));
        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", "sk-second");
        Assert.Equal(".", await PatternAsync(client, 1));
    }

    private static async Task<string> PatternAsync(SimulatorClient client, int requests)
    {
        var pattern = "";
        for (var i = 0; i < requests; i++)
        {
            using var response = await client.PostAsync(SimulatorClient.Chat());
            pattern += response.IsSuccessStatusCode ? '.' : 'x';
        }

        return pattern;
    }
}
