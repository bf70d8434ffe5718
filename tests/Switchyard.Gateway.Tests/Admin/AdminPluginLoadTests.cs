using System.Net;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

public sealed class AdminPluginLoadTests
{
    private static readonly string s_shipped = Path.Combine(AppContext.BaseDirectory, "plugins");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_that_is_no_plugin_is_not_copied()
    {
        using var folder = new TemporaryFolder();
        folder.Write("secrets/shadow", "private");
        folder.Write("secrets/inner/a.provider.json", "{}");
        await using var server = await StartAsync(folder);
        var before = Files(folder, "plugins");

        Assert.Contains("no *.provider.json", await RefusedAsync(server, folder, "secrets"), StringComparison.Ordinal);
        Assert.Equal(before, Files(folder, "plugins"));
    }

    [Fact]
    public async Task A_refused_load_leaves_the_files_and_what_serves()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var before = Files(folder, "plugins");
        var serving = await PluginsAsync(server);

        PluginFolder.Install(Path.Combine(s_shipped, "OpenAI"), Directory.CreateDirectory(Path.Combine(folder.Path, "bad")).FullName, "OpenAI");
        File.WriteAllText(Directory.GetFiles(Path.Combine(folder.Path, "bad", "OpenAI"), "Switchyard.Provider.*.dll").Single(), "no assembly");
        var message = await RefusedAsync(server, folder, "bad/OpenAI");
        Assert.Contains(Path.Combine(folder.Path, "bad", "OpenAI"), message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", message, StringComparison.Ordinal);

        folder.Write("broken/OpenAI/openai.provider.json", """{ "id": """);
        await RefusedAsync(server, folder, "broken/OpenAI");
        Assert.Equal(before, Files(folder, "plugins"));
        Assert.Equal(serving, await PluginsAsync(server));
    }

    [Theory]
    [InlineData("OpenAI", "serves on")]
    [InlineData("Another", "is as it was before")]
    public async Task What_only_the_gateway_itself_refuses_is_taken_back(string name, string sentence)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var before = Files(folder, "plugins");

        // Whether anybody speaks its wire only the gateway knows.
        folder.Write("mute/mute.provider.json", """{ "id": "mute", "wire": "nix", "endpoint": "http://127.0.0.1:1", "models": [{ "id": "one" }] }""");
        Assert.Contains(sentence, await RefusedAsync(server, folder, "mute", name), StringComparison.Ordinal);
        Assert.Equal(before, Files(folder, "plugins"));
        var plugins = JsonElement.Parse(await PluginsAsync(server)).GetProperty("plugins").EnumerateArray()
            .Where(plugin => plugin.GetProperty("state").GetString() == "loaded").Select(plugin => plugin.GetProperty("id").GetString()!.Split('/')[0]);
        Assert.Equal(["Ollama", "OpenAI"], plugins.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_plugin_that_is_there_under_another_name_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var before = Files(folder, "plugins");
        using var client = Client(server);
        Assert.Contains("is also the id of", await LoadAsync(client, Path.Combine(s_shipped, "Ollama"), "Another", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(before, Files(folder, "plugins"));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../elsewhere")]
    [InlineData("a\\b")]
    public async Task A_name_leads_nowhere_else(string name)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var before = Files(folder, "");
        using var client = Client(server);
        Assert.Contains("is no name of a folder", await LoadAsync(client, Path.Combine(s_shipped, "Ollama"), name, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(before, Files(folder, ""));
    }

    [Fact]
    public async Task Neither_a_link_nor_a_mountain_is_copied()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var before = Files(folder, "plugins");

        folder.Write("private/key", "private");
        foreach (var source in (string[])["linked", "large"])
            PluginFolder.Install(Path.Combine(s_shipped, "Ollama"), folder.Path, source);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "linked", "inner"), Path.Combine(folder.Path, "private"));
        Assert.Contains("is a symbolic link", await RefusedAsync(server, folder, "linked"), StringComparison.Ordinal);
        using (var file = File.Create(Path.Combine(folder.Path, "large", "model.bin")))
            file.SetLength(513L << 20);
        Assert.Contains("512 MB", await RefusedAsync(server, folder, "large"), StringComparison.Ordinal);
        Assert.Equal(before, Files(folder, "plugins"));
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old_files()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        folder.Write("plugins/Ollama/old.txt", "gone with the version");
        PluginFolder.Install(Path.Combine(s_shipped, "Ollama"), folder.Path, "new");
        folder.Write("new/inner/new.txt", "comes with the version");
        using var client = Client(server);
        await LoadAsync(client, Path.Combine(folder.Path, "new"), "Ollama", HttpStatusCode.OK);

        Assert.Equal(Files(folder, "new"), Files(folder, "plugins/Ollama"));
        Assert.Equal(["Ollama", "OpenAI"], Directory.GetDirectories(Path.Combine(folder.Path, "plugins")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static async Task<GatewayServer> StartAsync(TemporaryFolder folder)
    {
        var plugins = Directory.CreateDirectory(Path.Combine(folder.Path, "plugins")).FullName;
        foreach (var name in (string[])["OpenAI", "Ollama"])
            PluginFolder.Install(Path.Combine(s_shipped, name), plugins, null);
        return await GatewayServer.StartAsync(
            new() { PluginDirectory = plugins, Urls = ["http://127.0.0.1:0"], Watch = false, AdminKey = AdminScene.Key, Variables = static _ => null }, cancellationToken: Token);
    }

    private static HttpClient Client(GatewayServer server)
    {
        var client = new HttpClient { BaseAddress = new(server.Addresses[0]) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", AdminScene.Key);
        return client;
    }

    /// <summary>Every file and what it holds.</summary>
    private static List<string> Files(TemporaryFolder folder, string name)
    {
        var root = Path.Combine(folder.Path, name);
        return [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(root, path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}").Order(StringComparer.Ordinal)];
    }

    private static async Task<string> RefusedAsync(GatewayServer server, TemporaryFolder folder, string source, string? name = null)
    {
        using var client = Client(server);
        return await LoadAsync(client, Path.Combine(folder.Path, source), name, HttpStatusCode.BadRequest);
    }

    /// <summary>Loads a folder.</summary>
    /// <returns>The error's sentence; empty without one.</returns>
    private static async Task<string> LoadAsync(HttpClient client, string path, string? name, HttpStatusCode status)
    {
        var body = new Dictionary<string, string> { ["path"] = path };
        if (name is not null)
            body.Add("name", name);
        using var response = await client.PostAsync("/admin/plugins/load", new StringContent(JsonSerializer.Serialize(body)), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, text);
        return JsonElement.Parse(text).TryGetProperty("error", out var error) ? error.GetProperty("message").GetString()! : "";
    }

    private static async Task<string> PluginsAsync(GatewayServer server)
    {
        using var client = Client(server);
        return await client.GetStringAsync("/admin/plugins", Token);
    }
}
