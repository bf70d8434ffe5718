namespace Switchyard.Generators;

/// <summary>Emits the nested class with the functions that read and write the values of a class's tasks.</summary>
internal static class JsonEmitter
{
    public static bool IsNeeded(ClassModel model) =>
        model.Tasks.Any(task => task.Body.Answer.Value is not null || task.Signature.Parameters.Any(parameter => parameter.Value is not null));

    public static void Emit(CodeWriter writer, ClassModel model, ValueNames names)
    {
        writer.Separate();
        writer.Line(GeneratedBy.Attribute);
        writer.Open($"private static class {ValueNames.Holder}");
        var readers = new ValueReaderEmitter(writer, names);
        foreach (var task in model.Tasks.Where(task => task.Body.Answer.Value is not null))
            readers.Emit(task.Body.Answer);
        var writers = new ValueWriterEmitter(writer, names);
        foreach (var parameter in model.Tasks.SelectMany(task => task.Signature.Parameters).Where(parameter => parameter.Value is not null))
            writers.Emit(parameter.Value!);
        writer.Close();
    }
}
