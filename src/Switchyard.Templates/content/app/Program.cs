using Switchyard;
using Switchyard.Plugins;
using SwitchyardApp;

try
{
    await using var router = Router.Create(new RouterOptions().UsePlugins());
    var result = await new Assistant(router).SummariseAsync(string.Join(' ', args is [] ? ["The bell fell off, and the shop sent a new one."] : args));
    Console.WriteLine($"{result.Value}\n({result.Model}, {result.Cost:0.000000} USD)");
    return 0;
}
catch (SwitchyardConfigurationException exception)
{
    foreach (var problem in exception.Problems)
        Console.Error.WriteLine(problem);
    return 2;
}
catch (RoutingException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
