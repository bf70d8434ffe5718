namespace Switchyard.Generators;

/// <summary>Writes the declaration of the implementing half: what C# wants repeated, and no more.</summary>
internal static class SignatureEmitter
{
    public static string Declaration(TaskModel task)
    {
        var isStream = task.Body.Answer.Form == AnswerForm.Stream;
        var parameters = string.Join(", ", task.Signature.Parameters.Select(parameter => Parameter(parameter, isStream)));
        var asynchronous = isStream ? "async " : "";
        return $"{task.Signature.Modifiers}{asynchronous}partial {task.Signature.ReturnType} {Identifier.Escape(task.Name)}({parameters})";
    }

    /// <summary>An expression for the task's cancellation token.</summary>
    public static string Token(TaskModel task) =>
        task.Signature.Parameters.FirstOrDefault(parameter => parameter.Kind == ParameterKind.Cancellation) is { } token
            ? Identifier.Escape(token.Name)
            : "default";

    private static string Parameter(ParameterModel parameter, bool isStream)
    {
        var attribute = isStream && parameter is { Kind: ParameterKind.Cancellation, MarksEnumeration: false }
            ? "[global::System.Runtime.CompilerServices.EnumeratorCancellation] "
            : "";
        return $"{attribute}{parameter.Modifier}{parameter.Type} {Identifier.Escape(parameter.Name)}";
    }
}
