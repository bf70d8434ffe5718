using System.Collections.Concurrent;
using Switchyard;

namespace QuickStart;

/// <summary>Runs the three tasks over all messages, a few messages at a time.</summary>
public sealed class SupportRun(SupportDesk desk, IReadOnlyList<string> messages)
{
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private int _answered;
    private int _begun;

    /// <summary>What happens once when half of the messages have begun.</summary>
    public Func<Task> HalfWay { get; set; } = static () => Task.CompletedTask;

    public IReadOnlyCollection<Answer> Answers => _answers;

    public IReadOnlyCollection<string> Failures => _failures;

    public int Messages => messages.Count;

    /// <summary>How many messages got all of their answers.</summary>
    public int Answered => _answered;

    public Task RunAsync(Action onMessage, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (message, token) =>
            {
                if (Interlocked.Increment(ref _begun) == messages.Count / 2)
                    await HalfWay();

                await AnswerAsync(message, token);
                onMessage();
            });

    private async Task AnswerAsync(string message, CancellationToken cancellationToken)
    {
        try
        {
            var summary = desk.SummarizeAsync(message, cancellationToken);
            var intent = await desk.ClassifyAsync(message, cancellationToken);
            _answers.Enqueue(Answer.Of("Classify", Tier.Cheap, intent));
            _answers.Enqueue(Answer.Of("Summarize", Tier.Cheap, await summary));
            _answers.Enqueue(Answer.Of("Reply", Tier.Mid, await desk.ReplyAsync(message, intent.Value, cancellationToken)));
            Interlocked.Increment(ref _answered);
        }
        catch (RoutingException exception)
        {
            _failures.Enqueue(exception.Message);
        }
    }
}
