namespace Switchyard;

/// <summary>What models that read files can do besides.</summary>
public static class FileModelExtensions
{
    /// <summary>Asks the model about files.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="files">The files, one at least.</param>
    /// <param name="system">The system message; <see langword="null"/> or empty for none.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer, with attempts, usage, cost and duration.</returns>
    /// <exception cref="ArgumentException">There is no file.</exception>
    /// <exception cref="RoutingException">The model did not answer.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ValueTask<RoutedResult<string>> AskWithFilesAsync(
        this IFileModel model, string prompt, IEnumerable<FileContent> files, string? system = null, CancellationToken cancellationToken = default)
    {
        ChatModelExtensions.Check(model, prompt);
        ArgumentNullException.ThrowIfNull(files);
        FileContent[] shown = [.. files];
        if (shown.Length == 0)
            throw new ArgumentException("There is no file; ask with AskAsync.", nameof(files));

        return ModelRequest.Parts(model, prompt, shown, system, Capabilities.Files, static (call, file) => call.WriteFile(file))
            .CompleteResultAsync(cancellationToken);
    }
}
