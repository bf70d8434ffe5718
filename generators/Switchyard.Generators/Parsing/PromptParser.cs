using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Reads the messages of a task and matches their placeholders with its parameters.</summary>
internal static class PromptParser
{
    /// <summary>The messages of a task; <see langword="null"/> if one is missing.</summary>
    /// <param name="method">The task.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="answer">What it returns.</param>
    /// <param name="files">The files of the build; <see langword="null"/> to leave them for later.</param>
    /// <param name="problems">Where to add what is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static PromptBody? Parse(
        IMethodSymbol method,
        TaskAttributes attributes,
        EquatableArray<ParameterModel> parameters,
        AnswerModel? answer,
        ImmutableArray<AdditionalText>? files,
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
            if (PromptFiles.NameOf(message) is { } file)
                return ParseFile(name, message, file);

            // Without a constant the compiler has its own error to show.
            if (message.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive } argument])
                return null;

            var place = new PromptPlace(method.TaskId(), name, message, null, cancellationToken);
            return ParseText(argument.Value as string ?? "", place, written, problems, ref isSound);
        }

        List<PromptPart>? ParseFile(string name, AttributeData message, string file)
        {
            var location = message.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();
            if (message.ConstructorArguments is [{ Value: string { Length: > 0 } }])
            {
                problems.Add(Descriptors.UnsupportedForm, location, method.TaskId(), $"[{name}] has both text and a file; leave one");
                return null;
            }

            if (files is null)
            {
                isSound = false;
                return [new(file, IsFile: true)];
            }

            if (PromptFiles.Find(files.Value.Where(item => PromptFiles.IsPrompt(item.Path)), item => item.Path, file) is not { } found)
            {
                problems.Add(Descriptors.MissingPromptFile, location, name, method.TaskId(), file);
                return null;
            }

            var text = PromptFiles.Clean(found.GetText(cancellationToken)?.ToString() ?? "");
            return ParseText(text, new PromptPlace(method.TaskId(), name, message, found, cancellationToken), written, problems, ref isSound);
        }
    }

    /// <summary>The text of a file, taken as it stands where it has a mistake.</summary>
    public static EquatableArray<PromptPart> ParseFile(string text, List<ParameterModel> written) =>
        PromptTemplate.Parse(PromptFiles.Clean(text), out _, out _)
            .Select(part => part.IsPlaceholder && Fault(part, written) is not null ? AsItStands(part) : part)
            .ToEquatableArray();

    private static List<PromptPart> ParseText(
        string text, PromptPlace place, List<ParameterModel> written, ProblemList problems, ref bool isSound)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(Descriptors.EmptyPrompt, place.Whole, place.Attribute, place.Task);

        var parts = PromptTemplate.Parse(text, out var fault, out var faultAt);
        isSound &= fault is null;
        if (fault is not null)
            problems.Add(Descriptors.MalformedPrompt, place.Of(fault, text, faultAt), place.Attribute, place.Task, fault);

        for (var index = 0; index < parts.Count; index++)
        {
            if (!parts[index].IsPlaceholder || IsWritable(parts[index], place, written, problems))
                continue;

            // Taken as it stands; the error that was reported keeps it from running.
            isSound = false;
            parts[index] = AsItStands(parts[index]);
        }

        return parts;
    }

    private static bool IsWritable(PromptPart part, PromptPlace place, List<ParameterModel> written, ProblemList problems)
    {
        var parameter = written.FirstOrDefault(item => item.Name == part.Text);
        if (parameter is { IsContent: true } && place.Attribute == "System")
        {
            problems.Add(Descriptors.UnsupportedForm, place.Of(part.Text), place.Task, $"'{part.Text}' is a picture or file, which only a prompt can hold; move it there");
            return false;
        }

        switch (Fault(part, written))
        {
            case null:
                return true;
            case { Id: RuleIds.UnusableFormat } format:
                problems.Add(format, place.Of(part.Text), place.Task, part.Text, part.Format);
                return false;
            case { } unknown:
                problems.Add(unknown, place.Of(part.Text), place.Attribute, place.Task, part.Text, Known(part.Text, written));
                return false;
        }
    }

    private static DiagnosticDescriptor? Fault(PromptPart part, List<ParameterModel> written)
    {
        if (written.FirstOrDefault(item => item.Name == part.Text) is not { } parameter)
            return Descriptors.UnknownPlaceholder;
        return part.Format.Length == 0 || parameter.Kind is ParameterKind.SpanFormattable or ParameterKind.Date or ParameterKind.Formattable
            ? null
            : Descriptors.UnusableFormat;
    }

    private static PromptPart AsItStands(PromptPart part) => new(part.Format.Length == 0 ? $"{{{part.Text}}}" : $"{{{part.Text}:{part.Format}}}");

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
