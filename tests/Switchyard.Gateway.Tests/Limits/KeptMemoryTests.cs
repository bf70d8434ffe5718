using System.Net;

namespace Switchyard.Gateway.Tests;

public sealed class KeptMemoryTests
{
    [Fact]
    public void What_one_long_request_needed_is_not_kept_for_short_ones()
    {
        var exchange = new GatewayExchange();
        exchange.Body.Write(new byte[64 << 10]);
        exchange.Output.Write(new byte[32 << 10]);
        Assert.True(exchange.IsSmall);
        exchange.Body.Write(new byte[1 << 20]);
        Assert.False(exchange.IsSmall);
    }

    [Theory]
    [InlineData(700_000)]
    [InlineData(5_000_000)]
    public async Task Long_bodies_arrive_whole(int length)
    {
        await using var scene = await GatewayScene.StartAsync();
        var text = new string('a', length);
        await scene.PostAsync(GatewayScene.Body("b/two", text: text), HttpStatusCode.BadRequest);

        // Too long for the model's window, and read to its end all the same: the next one finds a clean connection.
        await scene.PostAsync(GatewayScene.Body("b/two"), HttpStatusCode.OK);
    }
}
