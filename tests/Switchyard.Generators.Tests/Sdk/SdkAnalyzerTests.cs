extern alias sdk;

using SdkRuleIds = sdk::Switchyard.Sdk.Analyzers.RuleIds;

namespace Switchyard.Generators.Tests;

/// <summary>What pins a plugin is reported where it is written, and what releases it is found wherever it stands.</summary>
public sealed class SdkAnalyzerTests
{
    [Fact]
    public async Task A_lambda_on_a_static_event_is_reported_though_something_is_taken_off()
    {
        var message = await SdkAnalyzerVerifier.AssertAsync(
            """
            static class Hooks
            {
                public static void Add(UnhandledExceptionEventHandler handler)
                {
                    [|AppDomain.CurrentDomain.UnhandledException += (_, _) => { }|];
                    AppDomain.CurrentDomain.UnhandledException += handler;
                    [|Console.CancelKeyPress += OnCancel|];
                }

                public static void Remove(UnhandledExceptionEventHandler handler) => AppDomain.CurrentDomain.UnhandledException -= handler;

                private static void OnCancel(object? sender, ConsoleCancelEventArgs e) { }
            }
            """,
            SdkRuleIds.StaticEvent);
        Assert.Contains("'AppDomain.UnhandledException'", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task An_event_of_an_object_is_not_reported() => SdkAnalyzerVerifier.AssertAsync(
        "static class Hooks { public static void Add(System.IO.FileSystemWatcher watcher) => watcher.Changed += (_, _) => { }; }",
        SdkRuleIds.StaticEvent);

    [Theory]
    [InlineData("_timer?.Dispose();")]
    [InlineData("_timer!.Dispose();")]
    [InlineData("Interlocked.Exchange(ref _timer, null)?.Dispose();")]
    [InlineData("using (_timer) { }")]
    [InlineData("this._timer?.DisposeAsync().AsTask().Wait();")]
    public Task A_timer_that_is_disposed_in_whatever_way_is_not_reported(string disposal) => SdkAnalyzerVerifier.AssertAsync(
        $$"""
        partial class Refresher
        {
            private Timer? _timer;

            public void Start() => _timer ??= new Timer(_ => { });
        }

        partial class Refresher : IDisposable
        {
            public void Dispose() { {{disposal}} }
        }
        """,
        SdkRuleIds.Undisposed);

    [Fact]
    public async Task Timers_and_listeners_are_reported_wherever_they_are_left()
    {
        var message = await SdkAnalyzerVerifier.AssertAsync(
            """
            class Refresher
            {
                private static readonly Timer s_timer = [|new(_ => { })|];
                private System.Timers.Timer Ticker { get; } = [|new System.Timers.Timer(10)|];
                private Timer? _late;
                private readonly IDisposable[] _several = [new Timer(_ => { })];

                public void Start()
                {
                    _late = [|new Timer(_ => { })|];
                    var local = [|new PeriodicTimer(TimeSpan.FromSeconds(1))|];
                    local.WaitForNextTickAsync();
                    _ = [|new System.Diagnostics.ActivityListener()|];
                    Keep(new Timer(_ => { }));
                    GC.KeepAlive(_late); GC.KeepAlive(s_timer); GC.KeepAlive(Ticker); GC.KeepAlive(_several);
                }

                public Timer Make() => new Timer(_ => { });

                private static void Keep(Timer timer) { using (timer) { } }
            }
            """,
            SdkRuleIds.Undisposed);
        Assert.Contains("Nothing disposes this 'Timer'", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Threads_handles_and_tasks_are_each_reported_by_a_rule_of_their_own() => Task.WhenAll(
        SdkAnalyzerVerifier.AssertAsync(
            "class Pump { private Thread? _thread; public void Start() { _thread = [|new Thread(() => { })|]; _thread.Start(); } }", SdkRuleIds.UnjoinedThread),
        SdkAnalyzerVerifier.AssertAsync(
            "using System.Runtime.InteropServices; class Pin(byte[] buffer) { private readonly GCHandle _handle = [|GCHandle.Alloc(buffer)|]; public bool IsHeld => _handle.IsAllocated; }",
            SdkRuleIds.UnfreedHandle),
        SdkAnalyzerVerifier.AssertAsync(
            """
            class Loop
            {
                public void Start(CancellationToken token)
                {
                    [|Task.Run(() => { })|];
                    _ = [|Task.Factory.StartNew(() => { }, token)|];
                    _ = [|RunAsync()|];
                    _ = Task.Delay(1, token);
                    var kept = RunAsync();
                    GC.KeepAlive(kept);
                }

                private static async ValueTask RunAsync() => await Task.Yield();
            }
            """,
            SdkRuleIds.LooseTask));

    [Fact]
    public async Task What_is_kept_per_thread_is_reported_with_what_to_do_instead()
    {
        await SdkAnalyzerVerifier.AssertAsync("class Scratch { [ThreadStatic] private static int [|t_count|]; private static int s_count; public static int Sum => t_count + s_count; }", SdkRuleIds.ThreadStatic);
        var message = await SdkAnalyzerVerifier.AssertAsync(
            """
            using System.Runtime.CompilerServices;

            class Pooled
            {
                [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
                public async ValueTask<int> [|AskAsync|]() { await Task.Yield(); return 1; }

                [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
                public async ValueTask [|WaitAsync|]() => await Task.Yield();

                [AsyncMethodBuilder(typeof(AsyncValueTaskMethodBuilder))]
                public async ValueTask UsualAsync() => await Task.Yield();
            }
            """,
            SdkRuleIds.ThreadStatic);
        Assert.Contains("build it with PooledMethodBuilder", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reflection_is_reported_at_every_door_and_metadata_at_none()
    {
        var message = await SdkAnalyzerVerifier.AssertAsync(
            """
            using System.Net.Http; using System.Net.Http.Json; using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata;

            abstract class Context(JsonSerializerOptions options) : JsonSerializerContext(options);

            static class Doors
            {
                public static async Task Go(HttpClient client, HttpContent content, JsonTypeInfo<int> type, Context context)
                {
                    [|JsonSerializer.Serialize(1)|];
                    [|JsonSerializer.Deserialize<int>("1", new JsonSerializerOptions())|];
                    [|JsonContent.Create(1)|];
                    await [|client.GetFromJsonAsync<int>("http://127.0.0.1/")|];
                    await [|content.ReadFromJsonAsync<int>()|];
                    JsonSerializer.Serialize(1, type);
                    JsonSerializer.Deserialize("1", typeof(int), context);
                    JsonSerializer.Serialize(1, context.Options);
                    await content.ReadFromJsonAsync(type);
                }
            }
            """,
            SdkRuleIds.ReflectionJson);
        Assert.Contains("'JsonSerializer.Serialize'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_are_found_by_the_shapes_that_vendors_clients_have()
    {
        var message = await SdkAnalyzerVerifier.AssertAsync(
            """
            namespace System.ClientModel.Primitives
            {
                public class PipelinePolicy { }
                public class ClientPipelineOptions { public PipelinePolicy? RetryPolicy { get; set; } }
            }

            namespace Azure.Core
            {
                public class RetryOptions { public int MaxRetries { get; set; } = 3; }
                public class ClientOptions { public RetryOptions Retry { get; } = new(); }
            }

            namespace Vendor
            {
                using System.ClientModel.Primitives;

                public class VendorOptions : ClientPipelineOptions;
                public class CloudOptions : Azure.Core.ClientOptions;
                public class VendorClient(string key, VendorOptions? options = null) { public object?[] Parts => [key, options]; }

                static class Clients
                {
                    public static object[] Make(PipelinePolicy none, VendorOptions given) =>
                    [
                        [|new VendorOptions()|],
                        new VendorOptions { RetryPolicy = none },
                        [|new CloudOptions()|],
                        new CloudOptions { Retry = { MaxRetries = 0 } },
                        [|new VendorClient("key")|],
                        [|new VendorClient("key", null)|],
                        new VendorClient("key", given),
                    ];
                }
            }
            """,
            SdkRuleIds.ClientRetries);
        Assert.Equal("'VendorOptions' repeats failed requests by itself, behind the router's back; set RetryPolicy = new ClientRetryPolicy(maxRetries: 0)", message);
    }

    [Theory]
    [InlineData("Switchyard.Contracts.dll", true)]
    [InlineData("", false)]
    public async Task A_contract_in_the_output_is_reported_once_without_a_place(string copied, bool isReported)
    {
        var diagnostics = await SdkAnalyzerVerifier.DiagnosticsAsync("class Any { }", ("SwitchyardCopiedContract", copied));
        Assert.Equal(isReported ? [SdkRuleIds.CopiedContract] : [], diagnostics.Select(diagnostic => diagnostic.Id));
    }
}
