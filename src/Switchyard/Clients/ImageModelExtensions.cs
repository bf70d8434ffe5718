namespace Switchyard;

/// <summary>What models that read images can do besides.</summary>
public static class ImageModelExtensions
{
    /// <summary>Asks the model about pictures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="images">The pictures, one at least.</param>
    /// <param name="system">The system message; <see langword="null"/> or empty for none.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer, with attempts, usage, cost and duration.</returns>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    /// <exception cref="RoutingException">The model did not answer.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ValueTask<RoutedResult<string>> AskWithImagesAsync(
        this IImageModel model, string prompt, IEnumerable<ImageContent> images, string? system = null, CancellationToken cancellationToken = default)
    {
        ChatModelExtensions.Check(model, prompt);
        ArgumentNullException.ThrowIfNull(images);
        ImageContent[] shown = [.. images];
        if (shown.Length == 0)
            throw new ArgumentException("There is no picture; ask with AskAsync.", nameof(images));

        return ModelRequest.Parts(model, prompt, shown, system, Capabilities.Images, static (call, image) => call.WriteImage(image))
            .CompleteResultAsync(cancellationToken);
    }
}
