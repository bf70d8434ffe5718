using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>The admin API: what operators see and change, in the words of the command line.</summary>
internal sealed class AdminApi
{
    public const string Root = "/admin";

    private readonly AdminKeys? _keys;
    private readonly AdminMoney? _money;
    private readonly AdminPlugins _plugins;
    private readonly AdminHealth _health;
    private readonly AdminPolicy _policy;

    public AdminApi(Router router, Store? store, PolicyReload? reload, string pluginDirectory)
    {
        if (store is not null)
            (_keys, _money) = (new(store.Administration, router.TimeProvider), new(store));
        (_plugins, _health, _policy) = (new(router, pluginDirectory), new(router), new(router, reload));
    }

    private AdminKeys Keys => _keys ?? throw NothingKept();

    private AdminMoney Money => _money ?? throw NothingKept();

    /// <summary>Answers a request that was let in.</summary>
    /// <exception cref="ApiException">It is wrong, or cannot be done.</exception>
    public async ValueTask HandleAsync(HttpContext http, Utf8Buffer body)
    {
        var words = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        var (method, answer) = Find(words);
        GatewayApplication.Require(http, method);
        try
        {
            await answer(await AdminRequest.ReadAsync(http, body).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (StorageException exception)
        {
            throw new ApiException(ApiError.Invalid(null, exception.Message, "refused"));
        }
        catch (SwitchyardConfigurationException exception)
        {
            throw new ApiException(ApiError.Invalid(null, string.Join(" ", exception.Problems), "refused"));
        }
    }

    private (string Method, Func<AdminRequest, ValueTask> Answer) Find(string[] words) => words switch
    {
        ["keys", var key, "rotate"] => (HttpMethods.Post, request => Keys.RotateAsync(request, key)),
        ["keys", var key, "revoke"] => (HttpMethods.Post, request => Keys.RevokeAsync(request, key)),
        ["keys", "create"] => (HttpMethods.Post, request => Keys.CreateAsync(request)),
        ["keys"] => (HttpMethods.Get, request => Keys.ListAsync(request)),
        ["budgets", "set"] => (HttpMethods.Post, request => Money.SetBudgetAsync(request)),
        ["budgets"] => (HttpMethods.Get, request => Money.ListBudgetsAsync(request)),
        ["cost"] => (HttpMethods.Get, request => Money.SumAsync(request)),
        ["ledger"] => (HttpMethods.Get, request => Money.ExportAsync(request)),
        ["plugins", "load"] => (HttpMethods.Post, _plugins.LoadAsync),
        ["plugins", "unload"] => (HttpMethods.Post, _plugins.UnloadAsync),
        ["plugins", "reload"] => (HttpMethods.Post, _plugins.ReloadAsync),
        ["plugins"] => (HttpMethods.Get, _plugins.ListAsync),
        ["health", "isolate"] => (HttpMethods.Post, _health.IsolateAsync),
        ["health", "restore"] => (HttpMethods.Post, _health.RestoreAsync),
        ["health"] => (HttpMethods.Get, _health.ListAsync),
        ["policy", "reload"] => (HttpMethods.Post, _policy.ReloadAsync),
        ["policy"] => (HttpMethods.Get, _policy.ShowAsync),
        _ => throw new ApiException(new(
            404, "unknown_url", "There is no such page under /admin; it has keys, budgets, cost, ledger, plugins, health and policy, and what is done to them, such as /admin/keys/create.")),
    };

    private static ApiException NothingKept() =>
        new(new(409, "nothing_kept", "This gateway keeps neither keys nor a ledger; start it with a folder of its own, named by --data."));
}
