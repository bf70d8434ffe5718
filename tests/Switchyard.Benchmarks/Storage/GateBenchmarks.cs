using BenchmarkDotNet.Attributes;
using Switchyard.Storage;

namespace Switchyard.Benchmarks.Storage;

/// <summary>What keys, limits and budgets cost a request.</summary>
[MemoryDiagnoser]
public class GateBenchmarks
{
    private DirectoryInfo _folder = null!;
    private Store _store = null!;
    private string _secret = null!;
    private GatewayKey _key = null!;

    [GlobalSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("switchyard");
        _store = Store.Open(new() { Folder = new(_folder.FullName) });
        for (var index = 0; index < 1000; index++)
            _store.Administration.Keys.Create(new() { Name = $"k{index}", Team = "shop" });
        var issued = _store.Administration.Keys.Create(new()
        {
            Name = "mine",
            Team = "shop",
            RequestsPerMinute = int.MaxValue,
            TokensPerMinute = long.MaxValue / 2,
            Parallel = 100,
            Expires = DateTimeOffset.UtcNow.AddDays(1),
        });
        (_key, _secret) = (issued.Key, issued.Secret);
        _store.Administration.Budgets.Set(BudgetScope.Key, "mine", BudgetPeriod.Day, 1_000_000);
        _store.Administration.Budgets.Set(BudgetScope.Team, "shop", BudgetPeriod.Month, 1_000_000);
    }

    [GlobalCleanup]
    public void Close()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Delete(recursive: true);
    }

    /// <summary>Finds one key of a thousand and compares its secret.</summary>
    [Benchmark]
    public KeyCheck Check() => _store.Gate.Check(_secret);

    /// <summary>Three limits and two budgets, reserved and settled.</summary>
    [Benchmark]
    public bool Admit()
    {
        using var admission = _store.Gate.Admit(_key, new() { Model = "a/one", Tokens = 1000, WorstCost = 0.000002m });
        admission.Settle(0.000001m, 900);
        return admission.IsAllowed;
    }
}
