using System.Text;

namespace Switchyard.Generators;

/// <summary>Emits the statements that write a request: constant JSON escaped ahead of time, parameters escaped when it runs.</summary>
internal sealed class RequestEmitter(CodeWriter writer, TaskModel task, string call)
{
    private readonly StringBuilder _json = new();

    /// <summary>Emits everything after the <c>{"model":""</c> that the call begins with, up to the brace that it ends with.</summary>
    public void Emit()
    {
        var body = task.Body;
        _json.Append(",\"messages\":[");
        if (body.System.Count > 0 || body.Answer.Choice is not null)
        {
            _json.Append("{\"role\":\"system\",\"content\":\"");
            if (body.Answer.Choice is { } choice)
                EmitInstruction(choice, body.System.Count > 0);
            EmitParts(body.System);
            _json.Append("\"},");
        }

        _json.Append("{\"role\":\"user\",\"content\":\"");
        EmitParts(body.Prompt);
        _json.Append("\"}]");
        Flush();

        if (body.Answer.Choice is { } format)
            writer.Line($"{call}.WriteResponseFormat({Literal.Utf8(ChoiceSchema.ResponseFormat(format))});");
    }

    // First of all: it is constant, and what is constant at the front can be cached by the provider.
    private void EmitInstruction(ChoiceModel choice, bool isFollowed)
    {
        var names = string.Join(", ", choice.Members.Select(member => member.Name));
        _json.Append(JsonText.Escape($"Answer with exactly one of these values and nothing else: {names}."));
        if (isFollowed)
            _json.Append(JsonText.Escape("\n\n"));
    }

    private void EmitParts(EquatableArray<PromptPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.IsPlaceholder)
                EmitValue(task.Signature.Parameters.First(parameter => parameter.Name == part.Text), part.Format);
            else
                _json.Append(JsonText.Escape(part.Text));
        }
    }

    private void EmitValue(ParameterModel parameter, string format)
    {
        Flush();
        var name = Identifier.Escape(parameter.Name);
        var value = parameter.Nullability == Nullability.Value ? $"{name}.GetValueOrDefault()" : name;
        var statement = Statement(parameter.Kind, value, format);

        // Text may be null: as a span it is empty.
        if (parameter.Nullability == Nullability.Never || parameter.Kind == ParameterKind.Text)
        {
            writer.Line(statement);
            return;
        }

        writer.Line(parameter.Nullability == Nullability.Value ? $"if ({name}.HasValue)" : $"if ({name} is not null)");
        writer.Indented(statement);
    }

    private string Statement(ParameterKind kind, string value, string format) => kind switch
    {
        ParameterKind.Text => $"{call}.WriteText({value});",
        ParameterKind.Enum => $"{call}.WriteEnum({value});",
        ParameterKind.Boolean => $"{call}.WriteJson({value} ? \"true\"u8 : \"false\"u8);",
        ParameterKind.Date when format.Length == 0 => $"{call}.WriteFormatted({value}, \"O\");",
        ParameterKind.Formattable =>
            $"{call}.WriteText(((global::System.IFormattable){value}).ToString({(format.Length == 0 ? "null" : Literal.Text(format))}, "
            + "global::System.Globalization.CultureInfo.InvariantCulture));",
        _ when format.Length > 0 => $"{call}.WriteFormatted({value}, {Literal.Text(format)});",
        _ => $"{call}.WriteFormatted({value});",
    };

    private void Flush()
    {
        if (_json.Length > 0)
            writer.Line($"{call}.WriteJson({Literal.Utf8(_json.ToString())});");
        _json.Clear();
    }
}
