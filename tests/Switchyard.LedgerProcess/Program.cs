using Switchyard;
using Switchyard.Storage;

// Records calls from two threads without end, prints each one's id when it is recorded, and corrects every second one, until somebody kills it.
// Arguments: the folder, and the bytes of a journal file.
await using var ledger = SqliteLedger.Open(new()
{
    Folder = new(args[0]),
    SegmentBytes = int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture),
    CommitInterval = TimeSpan.FromMilliseconds(10),
});
using var output = Console.OpenStandardOutput();
var attempts = new Attempt[]
{
    new() { Provider = "a", Model = "a/one", Key = "A_KEY", Outcome = Outcome.RateLimited, HttpStatus = 429, Duration = TimeSpan.FromMilliseconds(3), Cost = 0 },
    new()
    {
        Provider = "b", Model = "b/two", Key = "B_KEY", Outcome = Outcome.Completed, HttpStatus = 200, Duration = TimeSpan.FromMilliseconds(40),
        Usage = new() { InputTokens = 100, CachedInputTokens = 10, OutputTokens = 20 }, Cost = 0.001m, RequestId = "req-1",
    },
};

var threads = Enumerable.Range(0, 2).Select(_ => new Thread(Work)).ToList();
threads.ForEach(thread => thread.Start());
threads.ForEach(thread => thread.Join());

void Work()
{
    for (var count = 0; ; count++)
    {
        var call = new CallRecord
        {
            CallId = Guid.CreateVersion7(),
            Started = DateTimeOffset.UtcNow,
            Task = "Tests.Ask",
            Tier = Tier.Cheap,
            Outcome = Outcome.Completed,
            Cost = 0.001m,
            Duration = TimeSpan.FromMilliseconds(43),
            FirstToken = null,
            Origin = new() { KeyId = "k1", Team = "blue", Tags = ["x"], Asked = "cheap" },
        };
        ledger.Record(call, attempts);
        output.Write(System.Text.Encoding.ASCII.GetBytes(call.CallId.ToString("N") + "\n"));
        if (count % 2 == 0)
            ledger.Correct(call with { Cost = 0.003m }, attempts);
    }
}
