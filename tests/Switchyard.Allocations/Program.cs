using Switchyard;
using Switchyard.Allocations;
using Switchyard.Storage;

// Prints for each kind of call what it allocates: one line with the name, a space and the bytes for each call.
const int Warming = 3000;
const int Calls = 50;
const int Rounds = 100;

var completed = new ProviderResult(Outcome.Completed) { HttpStatus = 200, FinishReason = FinishReason.Stop, Usage = new() { InputTokens = 100, OutputTokens = 4 } };

// Of all failures this one cools nothing down, so the same two failovers happen in every call.
var failed = new ProviderResult(Outcome.ContextTooLong) { HttpStatus = 400 };
var task = new TaskDefinition("Allocations.Ask", Tier.Cheap);
ReplyReader<int> length = static (ReadOnlySpan<byte> text, out int value) => (value = text.Length) > 0;
using var caller = new CancellationTokenSource();

await using var direct = CreateRouter(false, null, completed);
await using var failover = CreateRouter(false, null, failed, failed, completed);
await using var hedging = CreateRouter(true, null, completed);
await using var ruled = CreateRouterUnder(
    [
        new() { Name = "code", When = new() { Topics = PromptTopic.Code }, Then = new() { Tier = Tier.Cheap } },
        new() { Name = "short", When = new() { PromptTokensUpTo = 100, Asked = ["Allocations.*"] }, Then = new() { Models = ["p0/m"], Bounds = new() { MaxTokens = 50 } } },
    ],
    false, null, completed);
await MeasureAsync("call", () => CompleteAsync(direct));
await MeasureAsync("call-after-two-failovers", () => CompleteAsync(failover));
await MeasureAsync("call-under-rules", () => CompleteAsync(ruled));
await MeasureAsync("call-for-a-string", () => CompleteTextAsync(direct));
await MeasureAsync("chunks", () => ReadChunksAsync(direct));
await MeasureAsync("chunks-after-two-failovers", () => ReadChunksAsync(failover));
await MeasureAsync("call-that-would-hedge", () => CompleteAsync(hedging));
await MeasureAsync("chunks-that-would-hedge", () => ReadChunksAsync(hedging));
await MeasureAsync("stream-of-three-strings", () => ReadTextAsync(direct));
await MeasureAsync("stream-of-three-strings-after-two-failovers", () => ReadTextAsync(failover));

var folder = Directory.CreateTempSubdirectory("switchyard");
try
{
    // Moving calls into the database is a thread of its own, and not the caller's: it is held back while the caller is measured.
    await using var store = Store.Open(new() { Folder = new(folder.FullName), CommitInterval = TimeSpan.FromSeconds(10), ReloadInterval = TimeSpan.FromMinutes(1) });
    await using var recorded = CreateRouter(false, store.Ledger, failed, failed, completed);
    await MeasureAsync("call-with-a-ledger-after-two-failovers", () => CompleteAsync(recorded));
    var secret = store.Administration.Keys.Create(new() { Name = "a", Expires = DateTimeOffset.UtcNow.AddDays(1) }).Secret;
    await MeasureAsync("key-check", () => ValueTask.FromResult(store.Gate.Check(secret).Key!.Id.Length));
}
finally
{
    folder.Delete(recursive: true);
}

// What is returned to the caller, to compare with.
Console.WriteLine($"string {Measure(static () => new string('x', 4))}");
return 0;

ValueTask<int> CompleteAsync(Router router) => Begin(router).CompleteAsync(length, caller.Token);

ValueTask<string> CompleteTextAsync(Router router) => Begin(router).CompleteAsync(caller.Token);

[System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
async ValueTask<int> ReadChunksAsync(Router router)
{
    var call = Begin(router);
    call.Stream.Start(caller.Token);
    var chunks = 0;
    while (await call.Stream.ReadAsync())
        chunks++;
    await call.Stream.StopAsync();
    call.Release();
    return chunks;
}

[System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
async ValueTask<int> ReadTextAsync(Router router)
{
    var pieces = 0;
    await foreach (var _ in Begin(router).StreamAsync(caller.Token))
        pieces++;
    return pieces;
}

Call Begin(Router router)
{
    var call = router.Begin(task);
    call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\""u8);
    call.WriteText("How long is this?");
    call.WriteJson("\"}]"u8);
    return call;
}

static async Task MeasureAsync<T>(string name, Func<ValueTask<T>> call)
{
    for (var index = 0; index < Warming; index++)
        await call();

    // What a call allocates it allocates in every round. What the runtime does beside, it does not: it starts a thread, or a call that moved to
    // another core finds the pool of state machines of that core empty.
    var least = long.MaxValue;
    for (var round = 0; round < Rounds; round++)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var index = 0; index < Calls; index++)
            await call();
        least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    Console.WriteLine(FormattableString.Invariant($"{name} {(double)least / Calls}"));
}

static long Measure(Func<object> make)
{
    make();
    var before = GC.GetAllocatedBytesForCurrentThread();
    GC.KeepAlive(make());
    return GC.GetAllocatedBytesForCurrentThread() - before;
}

static Router CreateRouter(bool hedges, ILedger? ledger, params ProviderResult[] results) => CreateRouterUnder([], hedges, ledger, results);

static Router CreateRouterUnder(RoutingRule[] rules, bool hedges, ILedger? ledger, params ProviderResult[] results)
{
    var ids = results.Select((_, index) => $"p{index}/m").ToList();
    var options = new RouterOptions
    {
        Ledger = ledger,
        Policy = new()
        {
            Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ids },
            Rules = rules,
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Strategy = RoutingStrategy.Ordered, Hedge = hedges } },
        },
    };
    for (var index = 0; index < results.Length; index++)
    {
        var manifest = new ProviderManifest
        {
            File = $"p{index}{ProviderManifest.FileSuffix}",
            Id = $"p{index}",
            Name = $"p{index}",
            Wire = "none",
            Endpoint = new("http://127.0.0.1/"),
            Models = [new() { Id = "m", ContextWindow = 1000 * (index + 1), Price = new() { Input = 1, Output = 2 } }],
        };
        options.AddProvider(manifest, new FreeProvider(results[index]));
    }

    return Router.Create(options);
}
