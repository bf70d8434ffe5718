using System.Globalization;
using System.Text.Json;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary><c>/admin/budgets</c>, <c>/admin/cost</c> and <c>/admin/ledger</c>: as the commands of these names.</summary>
internal sealed class AdminMoney(Store store)
{
    private const int MostCalls = 10_000;
    private const int UsualCalls = 1_000;

    /// <summary>The budgets as they are in this process, with what calls under way hold back.</summary>
    public ValueTask ListBudgetsAsync(AdminRequest request)
    {
        request.Allow();
        var budgets = store.Gate.Budgets;
        return AdminReply.SendAsync(request.Http, "budgets", json => BudgetJson.Write(json, budgets));
    }

    public ValueTask SetBudgetAsync(AdminRequest request)
    {
        request.Allow("key", "team", "tag", "period", "usd");
        var (scope, name) = (request.FindText("key"), request.FindText("team"), request.FindText("tag")) switch
        {
            ({ } key, null, null) => (BudgetScope.Key, key),
            (null, { } team, null) => (BudgetScope.Team, team),
            (null, null, { } tag) => (BudgetScope.Tag, tag),
            _ => throw new ApiException(ApiError.Invalid("key", "Say whose budget it is: one of key, team and tag.", "invalid_value")),
        };
        var period = PeriodOf(request.FindText("period") ?? "month");
        if (request.Usd("usd") is { } limit)
            store.Administration.Budgets.Set(scope, name, period, limit);
        else
            store.Administration.Budgets.Remove(scope, name, period);
        var budgets = store.Gate.Budgets;
        return AdminReply.SendAsync(request.Http, "budgets", json => BudgetJson.Write(json, budgets));
    }

    public ValueTask SumAsync(AdminRequest request)
    {
        request.Allow("by", "since", "until");
        var by = AdminRequest.Worded("by", () => CostJson.Grouping(request.FindText("by") ?? "model", "by"));
        var (since, until) = Bounds(request);
        store.Ledger.Flush();
        var rows = store.Administration.Costs.Sum(by, since, until);
        return AdminReply.SendAsync(request.Http, "cost", json => CostJson.Write(json, by, rows));
    }

    /// <summary>The last calls, one object a line.</summary>
    public ValueTask ExportAsync(AdminRequest request)
    {
        request.Allow("since", "until", "limit");
        var text = request.FindText("limit");
        var limit = UsualCalls;
        if (text is not null && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostCalls))
            throw new ApiException(ApiError.Invalid("limit", $"\"limit\" must be from 1 to {MostCalls}; for all calls use \"switchyard ledger export\".", "invalid_value"));

        var (since, until) = Bounds(request);
        store.Ledger.Flush();
        var lines = new Utf8Buffer();
        using (var json = new Utf8JsonWriter(lines, ErrorReply.Writing))
        {
            store.Administration.Costs.ForEach(
                call =>
                {
                    LedgerJson.Write(json, call);
                    json.Flush();
                    json.Reset();
                    lines.Write("\n"u8);
                },
                since, until, limit);
        }

        return AdminReply.SendAsync(request.Http, lines, "application/x-ndjson");
    }

    private static (DateTimeOffset? Since, DateTimeOffset? Until) Bounds(AdminRequest request)
    {
        var (since, until) = (request.Past("since"), request.Past("until"));
        return since >= until
            ? throw new ApiException(ApiError.Invalid("since", "\"since\" must lie before \"until\".", "invalid_value"))
            : (since, until);
    }

    private static BudgetPeriod PeriodOf(string text) =>
        Enum.GetNames<BudgetPeriod>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<BudgetPeriod>(text, ignoreCase: true)
            : throw new ApiException(ApiError.Invalid("period", $"\"period\" takes day, week, month or total, not \"{text}\".", "invalid_value"));
}
