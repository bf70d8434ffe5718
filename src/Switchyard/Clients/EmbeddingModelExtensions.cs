namespace Switchyard;

/// <summary>What models that make vectors can do.</summary>
public static class EmbeddingModelExtensions
{
    /// <summary>Turns texts into vectors.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts, one at least, none of them empty.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>A vector for each text, in their order, with attempts, usage, cost and duration.</returns>
    /// <exception cref="ArgumentException">There is no text, or one is empty.</exception>
    /// <exception cref="RoutingException">The model did not answer, or not with a vector for each text.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ValueTask<RoutedResult<float[][]>> EmbedAsync(this IEmbeddingModel model, IEnumerable<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(texts);
        string[] all = [.. texts];
        if (all.Length == 0 || all.Any(string.IsNullOrEmpty))
            throw new ArgumentException(all.Length == 0 ? "There is no text." : "A text is empty; leave it out.", nameof(texts));

        return ModelRequest.Embeddings(model, all).CompleteResultAsync(VectorReader.For(all.Length), cancellationToken);
    }
}
