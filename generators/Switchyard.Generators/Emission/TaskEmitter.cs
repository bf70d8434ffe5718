namespace Switchyard.Generators;

/// <summary>Emits the implementing half of a task.</summary>
internal static class TaskEmitter
{
    /// <summary>Emits a task.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="route">The route of its tier.</param>
    /// <param name="definition">An expression for its definition.</param>
    public static void Emit(CodeWriter writer, TaskModel task, TierRoute route, string definition)
    {
        // A primary-constructor parameter is named in the body too, so a local of that name would hide it.
        var taken = new List<string>(task.Signature.Parameters.Select(parameter => parameter.Name)) { task.Router.TrimStart('@').TrimEnd('!') };
        var call = Identifier.Unique("call", taken);
        var answer = task.Body.Answer;

        DocumentationEmitter.Emit(writer, task, route);
        writer.Line(GeneratedBy.Attribute);
        writer.Open(SignatureEmitter.Declaration(task));
        writer.Line($"global::Switchyard.Call {call} = {task.Router}.Begin({definition});");
        new RequestEmitter(writer, task, call).Emit();

        if (answer.Form == AnswerForm.Stream)
            EmitStream(writer, task, call, Identifier.Unique("piece", taken));
        else
            EmitReturn(writer, task, call, Identifier.Unique("Read", taken));
        writer.Close();
    }

    private static void EmitReturn(CodeWriter writer, TaskModel task, string call, string reader)
    {
        var answer = task.Body.Answer;
        var method = answer.Form == AnswerForm.Result ? "CompleteResultAsync" : "CompleteAsync";
        var (type, argument) = answer.Choice is { } choice ? ($"<{choice.Type}>", $"{reader}, ") : ("", "");
        var conversion = answer.AsTask ? ".AsTask()" : "";
        writer.Line($"return {call}.{method}{type}({argument}{SignatureEmitter.Token(task)}){conversion};");

        if (answer.Choice is not { } read)
            return;
        writer.Line();
        ReaderEmitter.Emit(writer, read, reader);
    }

    // An iterator, so that every enumeration is a call of its own.
    private static void EmitStream(CodeWriter writer, TaskModel task, string call, string piece)
    {
        var stream = $"{call}.StreamAsync({SignatureEmitter.Token(task)})";
        writer.Line(
            $"await foreach (string {piece} in global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.ConfigureAwait({stream}, false))");
        writer.Indented($"yield return {piece};");
    }
}
