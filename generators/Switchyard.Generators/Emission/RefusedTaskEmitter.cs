namespace Switchyard.Generators;

/// <summary>Emits the implementing half of a task that cannot be one.</summary>
internal static class RefusedTaskEmitter
{
    public static void Emit(CodeWriter writer, RefusedTask task)
    {
        if (task.IsIterator)
            writer.Line("#pragma warning disable CS0162, CS1998");
        writer.Line(GeneratedBy.Attribute);
        writer.Open(task.Declaration);
        foreach (var router in task.Routers)
            writer.Line($"global::System.GC.KeepAlive({router});");
        writer.Line($"throw new global::System.NotSupportedException({Literal.Text(Message(task))});");

        // Never reached, but it makes the half an iterator.
        if (task.IsIterator)
            writer.Line("yield break;");
        writer.Close();
    }

    private static string Message(RefusedTask task) => task.Rule.Length == 0
        ? $"Task '{task.Id}' is not implemented, because the compiler reports an error in its declaration; mend it."
        : $"Task '{task.Id}' is not implemented, because the build reports {task.Rule} on it; mend what it says.";
}
