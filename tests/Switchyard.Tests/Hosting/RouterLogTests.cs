using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Switchyard.Tests.Hosting;

public sealed class RouterLogTests
{
    [Fact]
    public void EveryEventHasANumberOfItsOwn()
    {
        var numbers = typeof(RouterLog).GetMethods()
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(message => message.EventId)
            .ToList();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct().Count(), numbers.Count);
    }
}
