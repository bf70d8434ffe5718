using System.Collections.Concurrent;
using Switchyard;

namespace QuickStart;

/// <summary>Runs the three tasks over all messages, a few messages at a time.</summary>
public sealed class SupportRun(SupportDesk desk, IReadOnlyList<string> messages)
{
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<RoutingException> _failures = new();
    private int _answered;
    private int _begun;

    /// <summary>What happens once when half of the messages have begun.</summary>
    public Func<Task> HalfWay { get; set; } = static () => Task.CompletedTask;

    public IReadOnlyCollection<Answer> Answers => _answers;

    public IReadOnlyCollection<RoutingException> Failures => _failures;

    public int Messages => messages.Count;

    /// <summary>How many messages got all of their answers.</summary>
    public int Answered => _answered;

    /// <summary>Runs until all messages are done or the token is cancelled.</summary>
    public async Task RunAsync(Action onMessage, CancellationToken cancellationToken)
    {
        try
        {
            await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, RunOneAsync);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The user has stopped it; what there is so far is reported.
        }

        async ValueTask RunOneAsync(string message, CancellationToken token)
        {
            if (Interlocked.Increment(ref _begun) == messages.Count / 2)
                await HalfWay();

            await AnswerAsync(message, token);
            onMessage();
        }
    }

    private async Task AnswerAsync(string message, CancellationToken cancellationToken)
    {
        try
        {
            // The two do not need each other, so they run at the same time; both are awaited, whatever becomes of the other.
            var summary = AddAsync("Summarize", Tier.Cheap, desk.SummarizeAsync(message, cancellationToken));
            var reply = ClassifyAndReplyAsync(message, cancellationToken);
            await Task.WhenAll(summary, reply);
            Interlocked.Increment(ref _answered);
        }
        catch (RoutingException exception)
        {
            _failures.Enqueue(exception);
        }
    }

    private async Task ClassifyAndReplyAsync(string message, CancellationToken cancellationToken)
    {
        var intent = await AddAsync("Classify", Tier.Cheap, desk.ClassifyAsync(message, cancellationToken));
        await AddAsync("Reply", Tier.Mid, desk.ReplyAsync(message, intent, cancellationToken));
    }

    private async Task<T> AddAsync<T>(string task, Tier tier, ValueTask<RoutedResult<T>> answering)
    {
        var result = await answering;
        _answers.Enqueue(Answer.Of(task, tier, result));
        return result.Value;
    }
}
