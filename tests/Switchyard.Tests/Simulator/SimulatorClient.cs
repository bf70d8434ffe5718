using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>A simulator and a raw client for one test. Nothing of an SDK stands between the test and the wire.</summary>
internal sealed class SimulatorClient : IAsyncDisposable
{
    public const string Secret = "sk-test-0123456789abcdef";

    private SimulatorClient(SimulatorServer server)
    {
        Server = server;

        // Without this a client that gives a stream up goes on reading it for two seconds, to save the connection, and the provider goes on billing.
        var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        Http = new HttpClient(handler) { BaseAddress = new Uri(server.Endpoint + "/"), Timeout = TimeSpan.FromSeconds(10) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
    }

    public SimulatorServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<SimulatorClient> StartAsync(SimulatorOptions options) =>
        new(await SimulatorServer.StartAsync(options, TestContext.Current.CancellationToken));

    public static Task<SimulatorClient> StartAsync(Func<SimulatedRequest, string?>? answer = null) =>
        StartAsync(new SimulatorOptions { Models = [new SimulatedModel { Id = "m", Answer = answer }] });

    public static string Chat(string content = "Hello", string more = "", bool stream = false) =>
        $$"""{"model":"m","messages":[{"role":"user","content":{{JsonSerializer.Serialize(content)}}}]{{(stream ? ",\"stream\":true" : "")}}{{more}}}""";

    public Task<HttpResponseMessage> PostAsync(string body) => PostUntilAsync(body, TestContext.Current.CancellationToken);

    /// <summary>Posts like a client that gives up when the token says so.</summary>
    public Task<HttpResponseMessage> PostUntilAsync(string body, CancellationToken cancellationToken) =>
        Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") },
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken);

    /// <summary>Lets one fault, and only that, befall every request from now on.</summary>
    public void Replace(Fault fault)
    {
        Server.Faults.Clear();
        Server.Faults.Add(fault);
    }

    /// <summary>Posts and reads the JSON of the reply, whatever its status.</summary>
    public async Task<(HttpResponseMessage Response, JsonNode Body)> AskAsync(string body)
    {
        var response = await PostAsync(body);
        return (response, JsonNode.Parse(await ReadAsync(response))!);
    }

    /// <summary>The content of the first choice of a successful reply.</summary>
    public async Task<string> TextAsync(string body)
    {
        var (response, json) = await AskAsync(body);
        Assert.True(response.IsSuccessStatusCode, json.ToJsonString());
        return json["choices"]![0]!["message"]!["content"]!.GetValue<string>();
    }

    /// <summary>The data of all events of a stream, <c>[DONE]</c> included.</summary>
    public async Task<List<string>> EventsAsync(string body)
    {
        using var response = await PostAsync(body);
        Assert.True(response.IsSuccessStatusCode);
        return SplitEvents(await ReadAsync(response));
    }

    public static Task<string> ReadAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static List<string> SplitEvents(string stream) =>
        [.. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(e => e.StartsWith("data: ", StringComparison.Ordinal)).Select(e => e[6..])];

    public static string TextOf(IEnumerable<string> events) =>
        string.Concat(events.Where(e => e.StartsWith('{')).Select(e => JsonNode.Parse(e)!["choices"]?.AsArray().FirstOrDefault()?["delta"]?["content"]?.ToString()));

    /// <summary>Reads what comes until the connection breaks; the error that broke it, or none if it ended properly.</summary>
    public static async Task<(string Text, Exception? Error)> ReadToBreakAsync(HttpResponseMessage response)
    {
        var text = new MemoryStream();
        try
        {
            await response.Content.CopyToAsync(text, TestContext.Current.CancellationToken);
            return (Encoding.UTF8.GetString(text.ToArray()), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (Encoding.UTF8.GetString(text.ToArray()), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
