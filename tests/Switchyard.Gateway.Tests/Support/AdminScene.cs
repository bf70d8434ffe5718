using System.Net;
using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

/// <summary>A gateway with a store and an admin key, and the operator who has it.</summary>
internal sealed class AdminScene : IAsyncDisposable
{
    public const string Key = "an-operators-key-of-some-length";

    private readonly TemporaryFolder _folder;

    private AdminScene(TemporaryFolder folder, GatewayScene gateway) => (_folder, Gateway) = (folder, gateway);

    public GatewayScene Gateway { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AdminScene> StartAsync(string? key = Key, bool keepsNothing = false)
    {
        var folder = new TemporaryFolder();
        var options = new GatewayOptions { AdminKey = key, DataDirectory = keepsNothing ? null : Path.Combine(folder.Path, "data") };
        return new(folder, await GatewayScene.StartAsync(options: options));
    }

    /// <summary>Asks as the operator.</summary>
    public Task<JsonElement> AskAsync(HttpMethod method, string path, string? body = null, HttpStatusCode status = HttpStatusCode.OK) => AskAsync(Key, method, path, body, status);

    public async Task<JsonElement> AskAsync(string? key, HttpMethod method, string path, string? body, HttpStatusCode status)
    {
        var text = await TextAsync(key, method, path, body, status);
        return JsonElement.Parse(text);
    }

    public async Task<string> TextAsync(string? key, HttpMethod method, string path, string? body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        using var response = await Gateway.Client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return text;
    }

    /// <summary>Asks for something that is refused.</summary>
    public async Task<string> RefusedAsync(HttpMethod method, string path, string? body, HttpStatusCode status, string code)
    {
        var error = (await AskAsync(method, path, body, status)).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.True(error.TryGetProperty("param", out _) && error.TryGetProperty("type", out _));
        return error.GetProperty("message").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }
}
