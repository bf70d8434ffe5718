using System.Buffers;
using System.Text;
using Switchyard;
using Switchyard.Simulator;
using Xunit;

namespace CustomProvider.Tests;

/// <summary>What is Parrot's own: 409 means that the model warms up.</summary>
public sealed class ParrotQuirkTests
{
    private const string Body = """{"model":"parrot-1","messages":[{"role":"user","content":"Hello."}]}""";

    /// <summary>The router is told to come back, and not that the model is gone.</summary>
    [Fact]
    public async Task A_model_that_warms_up_is_overloaded_for_five_seconds()
    {
        var token = TestContext.Current.CancellationToken;
        await using var vendor = await SimulatorServer.StartAsync(new() { Models = [new() { Id = "parrot-1" }] }, token);
        vendor.Faults.Add(Fault.Status(409));
        await using var provider = new ParrotFactory().Create(new() { Id = "parrot", Endpoint = vendor.Endpoint, Manifest = "{}"u8.ToArray() });

        var result = await provider.CompleteAsync(Request(), new ArrayBufferWriter<byte>(), token);
        Assert.Equal((Outcome.Overloaded, TimeSpan.FromSeconds(5)), (result.Outcome, result.RetryAfter));
    }

    private static ProviderRequest Request() => new()
    {
        Body = Encoding.UTF8.GetBytes(Body),
        ModelStart = Body.IndexOf("\"parrot-1\"", StringComparison.Ordinal),
        ModelLength = "\"parrot-1\"".Length,
        Model = "parrot-1",
        ModelJson = "\"parrot-1\""u8.ToArray(),
        Key = new("PARROT_API_KEY", "simulated"),
    };
}
