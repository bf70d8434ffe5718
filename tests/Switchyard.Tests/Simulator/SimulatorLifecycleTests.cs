using System.Net.Sockets;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>Stopping, killing and coming back.</summary>
public sealed class SimulatorLifecycleTests
{
    private static readonly SimulatedModel s_slow = new()
    {
        Id = "m",
        Answer = _ => new string('a', 4000),
        TokenInterval = TimeSpan.FromMilliseconds(10),
    };

    [Fact]
    public async Task A_kill_resets_streams_and_refuses_newcomers_until_the_restart()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [s_slow] });
        using var response = await client.PostAsync(SimulatorClient.Chat(stream: true));
        var reading = SimulatorClient.ReadToBreakAsync(response);
        await client.Server.KillAsync();
        var (_, error) = await reading;

        Assert.Equal(SocketError.ConnectionReset, Code(error!));
        Assert.False(client.Server.IsRunning);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(SimulatorClient.Chat()));
        Assert.Equal(SocketError.ConnectionRefused, Code(refused));
        await client.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((RequestOutcome.Abandoned, false), (client.Server.Requests[0].Outcome, client.Server.Requests[0].ClientAborted));

        var endpoint = client.Server.Endpoint;
        await client.Server.RestartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(endpoint, client.Server.Endpoint);
        Assert.Equal(4, (await client.TextAsync(SimulatorClient.Chat(more: ",\"max_tokens\":1"))).Length);
        Assert.Equal(2, client.Server.Statistics.Total.Requests);
    }

    [Fact]
    public async Task It_can_be_killed_and_restarted_again_and_again_under_load()
    {
        await using var client = await SimulatorClient.StartAsync(_ => "one two three four");
        using var end = new CancellationTokenSource();
        var answered = 0;
        var callers = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    Assert.Contains("[DONE]", await client.EventsAsync(SimulatorClient.Chat(stream: true)));
                    Interlocked.Increment(ref answered);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                }
            }
        }).ToList();

        for (var round = 0; round < 5; round++)
        {
            var before = Volatile.Read(ref answered);
            while (Volatile.Read(ref answered) < before + 10)
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await client.Server.KillAsync();
            await client.Server.RestartAsync(TestContext.Current.CancellationToken);
        }

        await end.CancelAsync();
        await Task.WhenAll(callers);
        await client.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        Assert.True(client.Server.Statistics.Total.Outcomes[RequestOutcome.Answered] >= answered);
    }

    [Fact]
    public async Task A_stop_lets_answers_finish_and_ends_scripted_silence()
    {
        var model = new SimulatedModel { Id = "m", Answer = _ => new string('a', 80), TokenInterval = TimeSpan.FromMilliseconds(5) };
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [model] });
        client.Server.Faults.Add(Fault.StallAfter(0), FaultSchedule.Nth(1));
        using var stalled = await client.PostAsync(SimulatorClient.Chat(stream: true));
        using var sound = await client.PostAsync(SimulatorClient.Chat(stream: true));
        var (stall, answer) = (SimulatorClient.ReadToBreakAsync(stalled), SimulatorClient.ReadAsync(sound));
        await client.Server.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("[DONE]", await answer);
        Assert.NotNull((await stall).Error);
        await client.Server.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Two_servers_stand_side_by_side_and_a_taken_port_is_said()
    {
        var token = TestContext.Current.CancellationToken;
        await using var first = await SimulatorServer.StartAsync(new() { Models = [s_slow] }, token);
        await using var second = await SimulatorServer.StartAsync(new() { Models = [s_slow], PathPrefix = "" }, token);
        Assert.NotEqual(first.Endpoint.Port, second.Endpoint.Port);
        Assert.Equal(("/v1", "/"), (first.Endpoint.AbsolutePath, second.Endpoint.AbsolutePath));
        await Assert.ThrowsAsync<IOException>(() => SimulatorServer.StartAsync(new() { Models = [s_slow], Port = first.Endpoint.Port }, token));
    }

    private static SocketError Code(Exception error) =>
        error is SocketException socket ? socket.SocketErrorCode : Code(error.InnerException ?? throw new InvalidOperationException("no socket error", error));
}
