using QuickStart;
using Switchyard;
using Switchyard.Plugins;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The run ends and says what it has; a second Ctrl+C ends the process.
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

try
{
    var liveKeys = Vendors.KeysInEnvironment();
    await using var simulated = liveKeys.Count == 0 ? await SimulatedVendors.StartAsync() : null;
    var options = new RouterOptions().UsePlugins("plugins");
    simulated?.Configure(options);
    await using var router = Router.Create(options);

    Report.WriteMode(liveKeys);
    var messages = Messages.Read(Path.Combine(AppContext.BaseDirectory, "messages.txt"));
    var run = new SupportRun(new SupportDesk(router), messages);
    if (simulated is not null)
        run.HalfWay = simulated.KillPrimaryAsync;

    await Report.WithProgressAsync(messages.Count, progress => run.RunAsync(progress, stop.Token));
    Report.Write(run, router);
    return stop.IsCancellationRequested ? 130 : run.Answered == messages.Count ? 0 : 1;
}
catch (SwitchyardConfigurationException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
