namespace Switchyard;

/// <summary>What models that continue an answer can do besides.</summary>
public static class PrefillModelExtensions
{
    /// <summary>Asks the model to go on with an answer whose beginning is given.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="beginning">How its answer begins. Vendors refuse one that ends in white space.</param>
    /// <param name="system">The system message; <see langword="null"/> or empty for none.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>What follows on the beginning, with attempts, usage, cost and duration.</returns>
    /// <exception cref="RoutingException">The model did not answer.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ValueTask<RoutedResult<string>> ContinueAsync(
        this IPrefillModel model, string prompt, string beginning, string? system = null, CancellationToken cancellationToken = default)
    {
        ChatModelExtensions.Check(model, prompt);
        ArgumentException.ThrowIfNullOrWhiteSpace(beginning);
        return ModelRequest.Continuing(model, prompt, beginning, system).CompleteResultAsync(cancellationToken);
    }
}
