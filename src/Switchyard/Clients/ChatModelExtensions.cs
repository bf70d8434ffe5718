using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>What every model that answers text can do.</summary>
public static class ChatModelExtensions
{
    /// <summary>Asks the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="system">The system message; <see langword="null"/> or empty for none.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer, with attempts, usage, cost and duration.</returns>
    /// <exception cref="RoutingException">The model did not answer.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ValueTask<RoutedResult<string>> AskAsync(
        this IChatModel model, string prompt, string? system = null, CancellationToken cancellationToken = default)
    {
        Check(model, prompt);
        return ModelRequest.Text(model, prompt, system).CompleteResultAsync(cancellationToken);
    }

    /// <summary>Asks the model, and hands the answer on piece by piece. Every enumeration is a call of its own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="system">The system message; <see langword="null"/> or empty for none.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The pieces. Reading throws as <see cref="AskAsync"/>, and <see cref="TruncatedException"/> if the answer breaks off.</returns>
    public static IAsyncEnumerable<string> StreamAsync(
        this IChatModel model, string prompt, string? system = null, CancellationToken cancellationToken = default)
    {
        Check(model, prompt);
        return ReadAsync(model, prompt, system, cancellationToken);
    }

    /// <summary>
    /// The model as an <see cref="IChatClient"/>, for code that speaks that. What a request needs is then known only when it is made: one that the model
    /// cannot answer is a <see cref="RoutingException"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <returns>The client. Disposing it does nothing. Safe for use from many threads.</returns>
    public static IChatClient AsChatClient(this IChatModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new RouterChatClient(model.Router, model.Definition);
    }

    internal static void Check(IModelClient model, string prompt)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
    }

    private static async IAsyncEnumerable<string> ReadAsync(
        IChatModel model, string prompt, string? system, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in ModelRequest.Text(model, prompt, system).StreamAsync(cancellationToken).ConfigureAwait(false))
            yield return piece;
    }
}
