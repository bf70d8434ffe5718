using System.Globalization;
using System.Text;

namespace Switchyard.Generators;

/// <summary>Emits the statements that write a request: constant JSON escaped ahead of time, parameters escaped when it runs.</summary>
internal sealed class RequestEmitter(CodeWriter writer, TaskModel task, string call, ValueNames names)
{
    private readonly StringBuilder _json = new();
    private readonly StringBuilder _prefix = new();
    private bool _isVariable;

    /// <summary>The JSON of the messages before the first thing that differs from call to call.</summary>
    public string Prefix => _prefix.ToString();

    /// <summary>Emits everything after the <c>{"model":""</c> that the call begins with, up to the brace that it ends with.</summary>
    public void Emit()
    {
        if (Find(ParameterKind.Session) is { } session)
            writer.Line($"{call}.SetSession({Identifier.Escape(session.Name)});");

        _json.Append(",\"messages\":[");
        EmitSystem();
        if (Find(ParameterKind.History) is { } history)
        {
            EndPrefix();
            writer.Line($"{call}.WriteHistory({Identifier.Escape(history.Name)});");
        }

        EmitPrompt();
        Flush();
        if (task.Body.Answer is { Value: not null } answer)
            writer.Line($"{call}.WriteResponseFormat({Literal.Utf8(ResponseFormat(answer))});");
        if (task.Constraints.Temperature is { } temperature)
            writer.Line($"{call}.WriteJson({Literal.Utf8(",\"temperature\":" + temperature.ToString(CultureInfo.InvariantCulture))});");
    }

    private static string ResponseFormat(AnswerModel answer) =>
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"" + SchemaWriter.Name(answer)
        + "\",\"strict\":true,\"schema\":" + SchemaWriter.Schema(answer) + "}}";

    private ParameterModel? Find(ParameterKind kind) => task.Signature.Parameters.FirstOrDefault(parameter => parameter.Kind == kind);

    private void EmitSystem()
    {
        var system = task.Body.System;
        var isInstructed = task.Body.Answer.Value is not null;
        if (system.Count > 0)
            _json.Append("{\"role\":\"system\",\"content\":\"");
        if (isInstructed)
            PlaceInstruction(asMessage: system.Count == 0);
        if (system.Count == 0)
            return;

        EmitParts(system);
        _json.Append("\"},");
    }

    // First of all: it is constant, and what is constant at the front can be cached by the provider.
    private void PlaceInstruction(bool asMessage)
    {
        Flush();
        var words = Words(task.Body.Answer) is { } text ? $"{Literal.Utf8(JsonText.Escape(text))}, " : "";
        writer.Line($"{call}.PlaceInstruction({words}asMessage: {(asMessage ? "true" : "false")});");
    }

    // Of a model that holds to no schema one word is asked for where one is all there is to say. The reader takes a bare word too.
    private static string? Words(AnswerModel answer)
    {
        if (answer is not { Wrapper: "value", Value: { Root.IsNullable: false, RootType: var type } })
            return null;
        if (type.Kind == ValueKind.Boolean)
            return "Answer with true or false and nothing else.";
        if (type.Kind != ValueKind.Choice)
            return null;

        var words = new StringBuilder($"Answer with exactly one of these values and nothing else: {string.Join(", ", type.Choices.Select(member => member.Word))}.");
        foreach (var member in type.Choices.Where(member => member.Description.Length > 0))
            words.Append($"\n{member.Word}: {member.Description}");
        return words.ToString();
    }

    private void EmitPrompt()
    {
        var prompt = task.Body.Prompt;
        var unplaced = task.Signature.Parameters.Where(parameter => parameter.IsContent && prompt.All(part => !IsOf(part, parameter))).ToList();
        if (unplaced.Count == 0 && prompt.All(part => !part.IsPlaceholder || !Parameter(part).IsContent))
        {
            _json.Append("{\"role\":\"user\",\"content\":\"");
            EmitParts(prompt);
            _json.Append("\"}]");
            return;
        }

        _json.Append("{\"role\":\"user\",\"content\":[");
        EmitContentParts(prompt);
        foreach (var parameter in unplaced)
            EmitContent(parameter);
        _json.Append("]}]");
    }

    /// <summary>Text and content in the order in which the prompt has them.</summary>
    private void EmitContentParts(EquatableArray<PromptPart> prompt)
    {
        var isTextOpen = false;
        foreach (var part in prompt)
        {
            var content = part.IsPlaceholder && Parameter(part).IsContent ? Parameter(part) : null;
            if (content is null && !isTextOpen)
            {
                Flush();
                writer.Line($"{call}.Separate();");
                _json.Append("{\"type\":\"text\",\"text\":\"");
            }
            else if (content is not null && isTextOpen)
            {
                _json.Append("\"}");
            }

            isTextOpen = content is null;
            if (content is null)
                EmitPart(part);
            else
                EmitContent(content);
        }

        if (isTextOpen)
            _json.Append("\"}");
    }

    private void EmitContent(ParameterModel parameter)
    {
        EndPrefix();
        var name = Identifier.Escape(parameter.Name);
        var method = parameter.Kind is ParameterKind.Image or ParameterKind.Images ? "WriteImage" : "WriteFile";
        if (parameter.Kind is ParameterKind.Image or ParameterKind.File)
        {
            writer.Line($"{call}.{method}({name});");
            return;
        }

        var item = Identifier.Unique("item", [call, .. task.Signature.Parameters.Select(other => other.Name)]);
        if (parameter.Nullability == Nullability.Reference)
            writer.Line($"if ({name} is not null)");
        writer.Indented($"foreach (var {item} in {name})");
        writer.Indented($"    {call}.{method}({item});");
    }

    private void EmitParts(EquatableArray<PromptPart> parts)
    {
        foreach (var part in parts)
            EmitPart(part);
    }

    private void EmitPart(PromptPart part)
    {
        if (part.IsPlaceholder)
            EmitValue(Parameter(part), part.Format);
        else
            _json.Append(JsonText.Escape(part.Text));
    }

    private ParameterModel Parameter(PromptPart part) => task.Signature.Parameters.First(parameter => parameter.Name == part.Text);

    private static bool IsOf(PromptPart part, ParameterModel parameter) => part.IsPlaceholder && part.Text == parameter.Name;

    private void EmitValue(ParameterModel parameter, string format)
    {
        EndPrefix();
        var name = Identifier.Escape(parameter.Name);
        var value = parameter.Nullability == Nullability.Value ? $"{name}.GetValueOrDefault()" : name;
        var statement = Statement(parameter, value, format);

        // Text may be null: as a span it is empty.
        if (parameter.Nullability == Nullability.Never || parameter.Kind == ParameterKind.Text)
        {
            writer.Line(statement);
            return;
        }

        writer.Line(parameter.Nullability == Nullability.Value ? $"if ({name}.HasValue)" : $"if ({name} is not null)");
        writer.Indented(statement);
    }

    private string Statement(ParameterModel parameter, string value, string format) => parameter.Kind switch
    {
        ParameterKind.Text => $"{call}.WriteText({value});",
        ParameterKind.Enum => $"{call}.WriteEnum({value});",
        ParameterKind.Boolean => $"{call}.WriteJson({value} ? \"true\"u8 : \"false\"u8);",
        ParameterKind.Json => WriteArgument(parameter.Value!, value),
        ParameterKind.Date when format.Length == 0 => $"{call}.WriteFormatted({value}, \"O\");",
        ParameterKind.Formattable =>
            $"{call}.WriteText(((global::System.IFormattable){value}).ToString({(format.Length == 0 ? "null" : Literal.Text(format))}, "
            + "global::System.Globalization.CultureInfo.InvariantCulture));",
        _ when format.Length > 0 => $"{call}.WriteFormatted({value}, {Literal.Text(format)});",
        _ => $"{call}.WriteFormatted({value});",
    };

    private string WriteArgument(ValueTable table, string value)
    {
        var write = new WriteStatements(table, names, ValueNames.Holder + ".").Delegate(table.Root);
        return $"{call}.WriteArgument<{table.RootType.Type}>({value}, {write});";
    }

    private void EndPrefix()
    {
        Flush();
        _isVariable = true;
    }

    private void Flush()
    {
        if (!_isVariable)
            _prefix.Append(_json);
        if (_json.Length > 0)
            writer.Line($"{call}.WriteJson({Literal.Utf8(_json.ToString())});");
        _json.Clear();
    }
}
