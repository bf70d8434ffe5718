namespace Switchyard.Generators;

/// <summary>Puts the texts of files into the tasks that name them. Mistakes in them are the analyzers' to report.</summary>
internal static class PromptResolver
{
    public static ClassModel Resolve(ClassModel model, EquatableArray<PromptFile> files)
    {
        if (!model.Tasks.Any(task => task.WithoutFile is not null))
            return model;

        var resolved = model.Tasks.Select(task => (Task: task, Body: Resolve(task, files))).ToList();
        return model with
        {
            Tasks = resolved.Where(item => item.Body is not null).Select(item => item.Task with { Body = item.Body! }).ToEquatableArray(),
            Refused = model.Refused.Concat(resolved.Where(item => item.Body is null).Select(item => item.Task.WithoutFile!)).ToEquatableArray(),
        };
    }

    private static PromptBody? Resolve(TaskModel task, EquatableArray<PromptFile> files)
    {
        var body = task.Body;
        var written = task.Signature.Parameters.Where(parameter => parameter.IsWritten).ToList();
        return Resolve(body.System) is { } system && Resolve(body.Prompt) is { } prompt ? body with { System = system, Prompt = prompt } : null;

        EquatableArray<PromptPart>? Resolve(EquatableArray<PromptPart> parts)
        {
            if (parts.Count == 0 || !parts[0].IsFile)
                return parts;
            return PromptFiles.Find(files, file => file.Path, parts[0].Text) is { } file ? PromptParser.ParseFile(file.Text, written) : null;
        }
    }
}
