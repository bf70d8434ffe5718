namespace Switchyard.Generators;

/// <summary>Emits the implementing half of a task.</summary>
internal static class TaskEmitter
{
    private const string Functions = ValueNames.Holder + ".";

    /// <summary>Emits a task.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="route">Its route.</param>
    /// <param name="definition">An expression for its definition.</param>
    /// <param name="names">The functions of its class.</param>
    /// <returns>What of its messages is the same in every call.</returns>
    public static StaticPrefix Emit(CodeWriter writer, TaskModel task, TaskRoute route, string definition, ValueNames names)
    {
        // A primary-constructor parameter is named in the body too, so a local of that name would hide it.
        var taken = new List<string>(task.Signature.Parameters.Select(parameter => parameter.Name)) { task.Router.TrimStart('@').TrimEnd('!') };
        var call = Identifier.Unique("call", taken);

        DocumentationEmitter.Emit(writer, task, route);
        writer.Line(GeneratedBy.Attribute);
        writer.Open(SignatureEmitter.Declaration(task));
        writer.Line($"global::Switchyard.Call {call} = {task.Router}.Begin({definition});");
        var request = new RequestEmitter(writer, task, call, names);
        request.Emit();

        if (task.Body.Answer.Form == AnswerForm.Stream)
            EmitStream(writer, task, call, Identifier.Unique(task.Body.Answer.Value is null ? "piece" : "item", taken), names);
        else
            EmitReturn(writer, task, call, names);
        writer.Close();
        return StaticPrefix.Of(request.Prefix);
    }

    private static void EmitReturn(CodeWriter writer, TaskModel task, string call, ValueNames names)
    {
        var answer = task.Body.Answer;
        var method = answer.Form == AnswerForm.Result ? "CompleteResultAsync" : "CompleteAsync";
        var (type, argument) = answer.Value is null ? ("", "") : ($"<{answer.Type}>", $"{Functions}{names.Answer(answer)}, ");
        var conversion = answer.AsTask ? ".AsTask()" : "";
        writer.Line($"return {call}.{method}{type}({argument}{SignatureEmitter.Token(task)}){conversion};");
    }

    // An iterator, so that every enumeration is a call of its own.
    private static void EmitStream(CodeWriter writer, TaskModel task, string call, string piece, ValueNames names)
    {
        var answer = task.Body.Answer;
        var token = SignatureEmitter.Token(task);
        var stream = answer.Value is { } table
            ? $"{call}.StreamItemsAsync<{answer.Type}>({new ReadExpressions(table, names, Functions).Delegate(table.Root)}, {token})"
            : $"{call}.StreamAsync({token})";
        writer.Line(
            $"await foreach ({answer.Type} {piece} in global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.ConfigureAwait({stream}, false))");
        writer.Indented($"yield return {piece};");
    }
}
