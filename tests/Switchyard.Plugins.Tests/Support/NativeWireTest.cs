namespace Switchyard.Plugins.Tests;

/// <summary>What the tests of the wires of their own share.</summary>
public abstract class NativeWireTest(string plugin)
{
    protected IProvider Provider(LoopbackServer server, string options = "{}", string models = "[]") =>
        NativePlugin.Create(plugin, new(server.Endpoint, "/"), options, models);

    /// <summary>What goes over the wire for a canonical request.</summary>
    protected async Task<LoopbackRequest> SentAsync(string canonical, string options = "{}", string models = "[]", string model = "m")
    {
        using var server = LoopbackServer.Replying(500, "{}");
        await using var provider = Provider(server, options, models);
        var request = Requests.Make(model, canonical);
        var result = canonical.Contains("\"stream\":true", StringComparison.Ordinal)
            ? (await provider.StreamAsync(request)).Result
            : (await provider.CompleteAsync(request)).Result;
        Assert.True(result.Outcome == Outcome.ServerError, $"{result.Outcome}: {result.Detail}");
        return server.Requests[0];
    }

    /// <summary>Why a canonical request is not sent at all.</summary>
    protected async Task<string?> RefusalAsync(string canonical, string options = "{}")
    {
        using var server = LoopbackServer.Replying(200, "{}");
        await using var provider = Provider(server, options);
        var (result, _) = await provider.CompleteAsync(Requests.Make("m", canonical));
        Assert.Equal(Outcome.InvalidRequest, result.Outcome);
        Assert.Empty(server.Requests);
        return result.Detail;
    }

    protected async Task<(ProviderResult Result, string Reply)> AnswerAsync(int status, string body, params string[] headers)
    {
        using var server = LoopbackServer.Replying(status, body, headers);
        await using var provider = Provider(server);
        return await provider.CompleteAsync();
    }

    protected async Task<(ProviderResult Result, List<string> Chunks)> StreamAsync(string events, int pieceBytes = int.MaxValue)
    {
        using var server = LoopbackServer.Streaming(events, pieceBytes);
        await using var provider = Provider(server);
        return await provider.StreamAsync();
    }

    protected static string Recorded(params string[] path) => File.ReadAllText(Path.Combine([AppContext.BaseDirectory, "Recorded", .. path]));

    /// <summary>A reply or chunk without the time it was made, which no test fixes.</summary>
    protected static string Timeless(string json) => System.Text.RegularExpressions.Regex.Replace(json, "\"created\":[0-9]+", "\"created\":0");
}
