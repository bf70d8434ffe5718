using System.Text.Json.Serialization.Metadata;

namespace Switchyard;

/// <summary>What models that hold to schemas can do besides.</summary>
public static class SchemaModelExtensions
{
    /// <summary>Asks the model for a value, held to the JSON schema of its type.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What it is asked.</param>
    /// <param name="type">How the value stands in JSON: from a <c>JsonSerializerContext</c>, so that nothing needs reflection.</param>
    /// <param name="system">The system message; <see langword="null"/> or empty for none.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The value, with attempts, usage, cost and duration.</returns>
    /// <exception cref="RoutingException">The model did not answer, or with what does not fit <typeparamref name="T"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ValueTask<RoutedResult<T>> AskForAsync<T>(
        this ISchemaModel model, string prompt, JsonTypeInfo<T> type, string? system = null, CancellationToken cancellationToken = default)
    {
        ChatModelExtensions.Check(model, prompt);
        ArgumentNullException.ThrowIfNull(type);
        var schema = ValueSchema<T>.Of(type);
        var call = ModelRequest.Text(model, prompt, system);
        call.Needs |= Capabilities.Schema;
        call.WriteResponseFormat(schema.ResponseFormat);
        return call.CompleteResultAsync(schema.Reader, cancellationToken);
    }
}
