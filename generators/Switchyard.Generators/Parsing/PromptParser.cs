using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Reads the messages of a task and matches their placeholders with its parameters.</summary>
internal static class PromptParser
{
    public static PromptBody? Parse(
        IMethodSymbol method,
        TaskAttributes attributes,
        EquatableArray<ParameterModel> parameters,
        AnswerModel? answer,
        ProblemList problems,
        CancellationToken cancellationToken)
    {
        var written = parameters.Where(parameter => parameter.IsWritten).ToList();
        var isSound = true;
        var system = attributes.System is { } attribute ? ParseMessage("System", attribute) : [];
        var prompt = ParseMessage("Prompt", attributes.Prompt);
        if (system is null || prompt is null)
            return null;

        // With a mistake in a message, what it was meant to use is not known.
        if (isSound)
            ReportUnused(method, written, system.Concat(prompt), problems);
        return answer is null ? null : new(system.ToEquatableArray(), prompt.ToEquatableArray(), answer);

        List<PromptPart>? ParseMessage(string name, AttributeData message)
        {
            // Without a constant the compiler has its own error to show.
            if (message.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive } argument])
                return null;

            var place = new PromptPlace(method.TaskId(), name, message, cancellationToken);
            return ParseText(argument.Value as string ?? "", place, written, problems, ref isSound);
        }
    }

    private static List<PromptPart> ParseText(
        string text, PromptPlace place, List<ParameterModel> written, ProblemList problems, ref bool isSound)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(Descriptors.EmptyPrompt, place.Whole, place.Attribute, place.Task);

        var parts = PromptTemplate.Parse(text, out var fault);
        isSound &= fault is null;
        if (fault is not null)
            problems.Add(Descriptors.MalformedPrompt, place.Of(fault), place.Attribute, place.Task, fault);

        for (var index = 0; index < parts.Count; index++)
        {
            if (!parts[index].IsPlaceholder || IsWritable(parts[index], place, written, problems))
                continue;

            // Taken as it stands; the error that was reported keeps it from running.
            isSound = false;
            var (name, format) = (parts[index].Text, parts[index].Format);
            parts[index] = new(format.Length == 0 ? $"{{{name}}}" : $"{{{name}:{format}}}");
        }

        return parts;
    }

    private static bool IsWritable(PromptPart part, PromptPlace place, List<ParameterModel> written, ProblemList problems)
    {
        if (written.FirstOrDefault(item => item.Name == part.Text) is not { } parameter)
        {
            problems.Add(
                Descriptors.UnknownPlaceholder, place.Of(part.Text), place.Attribute, place.Task, part.Text, Known(part.Text, written));
            return false;
        }

        if (parameter.IsContent && place.Attribute == "System")
        {
            problems.Add(Descriptors.UnsupportedForm, place.Of(part.Text), place.Task, $"'{part.Text}' is a picture or file, which only a prompt can hold; move it there");
            return false;
        }

        if (part.Format.Length == 0
            || parameter.Kind is ParameterKind.SpanFormattable or ParameterKind.Date or ParameterKind.Formattable)
        {
            return true;
        }

        problems.Add(Descriptors.UnusableFormat, place.Of(part.Text), place.Task, part.Text, part.Format);
        return false;
    }

    private static string Known(string name, List<ParameterModel> written)
    {
        if (written.FirstOrDefault(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase)) is { } near)
            return $"did you mean {{{near.Name}}}?";
        return written.Count == 0
            ? "it has no parameter to write"
            : $"its parameters are {string.Join(", ", written.Select(item => item.Name))}";
    }

    private static void ReportUnused(
        IMethodSymbol method, List<ParameterModel> written, IEnumerable<PromptPart> parts, ProblemList problems)
    {
        var used = new HashSet<string>(parts.Where(part => part.IsPlaceholder).Select(part => part.Text), StringComparer.Ordinal);
        foreach (var parameter in written.Where(item => !item.IsContent && !used.Contains(item.Name)))
        {
            var location = method.Parameters.First(item => item.Name == parameter.Name).Locations.FirstOrDefault();
            problems.Add(Descriptors.UnusedParameter, location, parameter.Name, method.TaskId());
        }
    }
}
