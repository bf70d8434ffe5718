using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Switchyard.Plugins;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary><c>/admin/plugins</c>: what is loaded, and how it comes and goes while the gateway serves.</summary>
internal sealed class AdminPlugins(Router router, string directory)
{
    private readonly string _directory = Path.GetFullPath(directory, AppContext.BaseDirectory);

    // Not disposed: nothing waits for its handle. Two loads into one folder would undo each other.
    private readonly SemaphoreSlim _turn = new(1);

    public ValueTask ListAsync(AdminRequest request)
    {
        request.Allow();
        return SendAsync(request.Http);
    }

    /// <summary>Installs a folder of this machine, or a new version of it, and takes it up. One that does not load changes nothing.</summary>
    public async ValueTask LoadAsync(AdminRequest request)
    {
        request.Allow("path", "name");
        var path = request.Text("path");
        if (!Path.IsPathFullyQualified(path) || !Directory.Exists(path))
            throw new ApiException(ApiError.Invalid("path", $"\"{path}\" is no folder of the gateway's machine; write its full path.", "invalid_value"));

        path = Path.GetFullPath(path);
        if (PluginFolder.Manifests(path).Count == 0)
            throw new ApiException(ApiError.Invalid("path", $"{path} holds no *{ProviderManifest.FileSuffix}, so it is no plugin and was not copied; name the folder in which the manifest lies.", "no_manifest"));

        var name = PluginFolder.NameOf(path, request.FindText("name"));
        await _turn.WaitAsync(request.Http.RequestAborted).ConfigureAwait(false);
        try
        {
            await LoadAsync(path, name).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        await SendAsync(request.Http).ConfigureAwait(false);
    }

    /// <summary>Takes the plugin of a provider out of memory. Its folder stays; loading it again needs a forced reload or a written manifest.</summary>
    public async ValueTask UnloadAsync(AdminRequest request)
    {
        request.Allow("provider");
        var provider = request.Text("provider");
        foreach (var host in router.Sources.OfType<PluginHost>())
        {
            if (await host.UnloadAsync(provider).ConfigureAwait(false) is { } unloaded)
            {
                await AdminReply.SendAsync(request.Http, "plugin", json => Write(json, unloaded)).ConfigureAwait(false);
                return;
            }
        }

        throw new ApiException(new(404, "provider_not_found", $"No plugin serves a provider \"{provider}\"; GET /admin/plugins lists them.") { Param = "provider" });
    }

    public async ValueTask ReloadAsync(AdminRequest request)
    {
        request.Allow("force");
        await ReloadAsync(request.Flag("force")).ConfigureAwait(false);
        await SendAsync(request.Http).ConfigureAwait(false);
    }

    private async Task LoadAsync(string path, string name)
    {
        using var trial = new PluginTrial(path, name);
        if (await trial.RefusalAsync().ConfigureAwait(false) is { } sentence)
            throw Refused(sentence, "Nothing was changed");
        if (trial.Manifests.Select(manifest => Twin(manifest.Id, name)).FirstOrDefault(twin => twin is not null) is { } taken)
            throw Refused(taken, "Nothing was changed");

        using var swap = new PluginSwap(trial.Folder, _directory, name);
        await ReloadAsync(force: false).ConfigureAwait(false);
        if (Refusal(swap.Target) is not { } reason)
            return;

        swap.Undo();
        await ReloadAsync(force: false).ConfigureAwait(false);
        var serving = Plugins(swap.Target).Where(plugin => plugin.State == PluginState.Loaded).Select(plugin => $"{plugin.Id} {plugin.Version}").ToList();
        throw Refused(reason, serving.Count > 0 ? $"The old files are back, and {string.Join(" and ", serving)} serves on" : $"{swap.Target} is as it was before");
    }

    /// <summary>Of two manifests with one id the host takes the first, and a gateway does not start with them.</summary>
    private string? Twin(string id, string name) =>
        router.Registry.FindManifest(id) is { } twin && Path.GetDirectoryName(twin.File) != Path.Combine(_directory, name)
            ? $"\"{id}\" is also the id of {twin.File}; give one of them another id"
            : null;

    /// <returns>Why what was installed does not serve; <see langword="null"/> if it does.</returns>
    private string? Refusal(string folder)
    {
        if (Plugins(folder).FirstOrDefault(plugin => plugin.State == PluginState.Refused) is { Reason: { } reason })
            return reason;

        // A manifest whose wire nobody speaks is no plugin, so there is none that was refused.
        var taken = router.Registry.ProviderIds.Select(id => router.Registry.FindManifest(id)?.File).ToHashSet(StringComparer.Ordinal);
        return PluginFolder.Manifests(folder).FirstOrDefault(manifest => !taken.Contains(manifest)) is { } left
            ? $"{left} was not taken up; the gateway's log says why"
            : null;
    }

    private IEnumerable<PluginInfo> Plugins(string folder) => router.Plugins.Where(plugin => Path.GetDirectoryName(plugin.Path) == folder);

    private static ApiException Refused(string sentence, string rest) =>
        new(ApiError.Invalid("path", $"{sentence.TrimEnd('.')}. {rest}; mend the folder and load it again.", "plugin_refused"));

    private async ValueTask ReloadAsync(bool force)
    {
        foreach (var host in router.Sources.OfType<PluginHost>())
            await host.ReloadAsync(force).ConfigureAwait(false);
    }

    private ValueTask SendAsync(HttpContext http)
    {
        var plugins = router.Plugins;
        return AdminReply.SendAsync(http, "plugins", json =>
        {
            json.WriteStartArray();
            foreach (var plugin in plugins)
                Write(json, plugin);
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, PluginInfo plugin)
    {
        json.WriteStartObject();
        json.WriteString("id", plugin.Id);
        json.WriteString("version", plugin.Version?.ToString());
        json.WriteString("contractVersion", plugin.ContractVersion?.ToString());
        json.WriteString("state", plugin.State.ToString().ToLowerInvariant());
        json.WriteString("path", plugin.Path);
        json.WriteList("providers", plugin.Providers);
        json.WriteTime("loadedAt", plugin.LoadedAt);
        json.WriteNumber("leases", plugin.Leases);
        json.WriteString("reason", plugin.Reason);
        json.WriteEndObject();
    }
}
