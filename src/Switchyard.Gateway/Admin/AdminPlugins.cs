using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Switchyard.Plugins;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary><c>/admin/plugins</c>: what is loaded, and how it comes and goes while the gateway serves.</summary>
internal sealed class AdminPlugins(Router router, string directory)
{
    public ValueTask ListAsync(AdminRequest request)
    {
        request.Allow();
        return SendAsync(request.Http);
    }

    /// <summary>Installs a folder of this machine, or a new version of it, and takes it up.</summary>
    public async ValueTask LoadAsync(AdminRequest request)
    {
        request.Allow("path", "name");
        var path = request.Text("path");
        if (!Path.IsPathFullyQualified(path) || !Directory.Exists(path))
            throw new ApiException(ApiError.Invalid("path", $"\"{path}\" is no folder of the gateway's machine; write its full path.", "invalid_value"));

        var installed = PluginFolder.Install(path, directory, request.FindText("name"));
        await ReloadAsync(force: false).ConfigureAwait(false);
        if (Refusal(installed) is { } sentence)
            throw new ApiException(ApiError.Invalid("path", $"{sentence.TrimEnd('.')}. What was loaded before serves on; mend the folder and load it again.", "plugin_refused"));
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

    /// <returns>Why what was installed does not serve; <see langword="null"/> if it does.</returns>
    private string? Refusal(string folder)
    {
        if (router.Plugins.FirstOrDefault(plugin => plugin.State == PluginState.Refused && Path.GetDirectoryName(plugin.Path) == folder) is { Reason: { } reason })
            return reason;

        // A manifest that cannot be read is no plugin yet, so there is none that was refused.
        return router.Registry.ProviderIds.Any(id => router.Registry.FindManifest(id) is { } manifest && Path.GetDirectoryName(manifest.File) == folder)
            ? null
            : $"{folder} was installed, but no manifest in it was taken up; the gateway's log says why";
    }

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
