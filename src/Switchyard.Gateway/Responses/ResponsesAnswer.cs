using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Words an answer on the OpenAI responses wire, whole or as a stream of events.</summary>
internal sealed class ResponsesAnswer(JsonElement request, TimeProvider time) : IAnswerFormat
{
    private readonly ResponsesObject _response = new(request, time);
    private readonly List<ResponsesItem> _done = [];
    private ResponsesItem? _open;
    private int? _tool;
    private int _sequence;
    private string _finish = "stop";
    private ForwardReceipt? _begun;

    public IErrorFormat Errors => OpenAIErrorFormat.Instance;

    public bool TryWriteReply(ReadOnlySpan<byte> reply, in ForwardReceipt receipt, Utf8Buffer output)
    {
        if (!CanonicalAnswer.TryRead(reply, out var answer))
            return false;

        var items = new List<ResponsesItem>();
        if (answer.Text.Length > 0 || answer.ToolCalls.Count == 0)
            Add(items, receipt, null, answer.Text);
        foreach (var call in answer.ToolCalls)
            Add(items, receipt, call, call.Arguments);
        using var json = new Utf8JsonWriter(output, ErrorReply.Writing);
        _response.Write(json, receipt, ResponsesObject.Status(answer.Finish), answer.Finish, items);
        return true;
    }

    public bool TryWriteChunk(ReadOnlySpan<byte> chunk, in ForwardReceipt receipt, Utf8Buffer output)
    {
        if (!CanonicalDelta.TryRead(chunk, out var delta))
            return false;

        Begin(receipt, output);
        if (delta.Text is { Length: > 0 } text)
            WriteText(text, receipt, output);
        foreach (var call in delta.ToolCalls)
            WriteCall(call, receipt, output);
        _finish = delta.Finish ?? _finish;
        return true;
    }

    public void WriteEnd(in ForwardReceipt receipt, Utf8Buffer output)
    {
        Begin(receipt, output);
        CloseItem(output);
        AnswerHeaders.WriteCostComment(output, receipt);
        var status = ResponsesObject.Status(_finish);
        WriteResponse($"response.{status}", receipt, status, output);
    }

    public void WriteBreak(ApiError error, Utf8Buffer output) =>
        Write("response.failed", output, json =>
        {
            json.WritePropertyName("response"u8);
            _response.Write(json, _begun!.Value, "failed", null, _done, error);
        });

    private void Begin(in ForwardReceipt receipt, Utf8Buffer output)
    {
        var isFirst = _begun is null;
        _begun = receipt;
        if (!isFirst)
            return;
        WriteResponse("response.created", receipt, "in_progress", output);
        WriteResponse("response.in_progress", receipt, "in_progress", output);
    }

    private void WriteText(string text, in ForwardReceipt receipt, Utf8Buffer output)
    {
        if (_open is not { Call: null } item)
        {
            item = OpenItem(receipt, null, null, output);
            Write("response.content_part.added", output, json =>
            {
                WritePlace(json, item);
                json.WritePropertyName("part"u8);
                item.WritePart(json);
            });
        }

        item.Content.Append(text);
        Write("response.output_text.delta", output, json =>
        {
            WritePlace(json, item);
            json.WriteString("delta"u8, text);
            json.WriteStartArray("logprobs"u8);
            json.WriteEndArray();
        });
    }

    private void WriteCall(ToolCallDelta call, in ForwardReceipt receipt, Utf8Buffer output)
    {
        var index = call.Index ?? (call.Id is null ? _tool ?? 0 : (_tool ?? -1) + 1);
        if (_open is not { Call: not null } item || _tool != index)
            item = OpenItem(receipt, call, index, output);
        if (call.Arguments.Length == 0)
            return;

        item.Content.Append(call.Arguments);
        Write("response.function_call_arguments.delta", output, json =>
        {
            json.WriteString("item_id"u8, item.Id);
            json.WriteNumber("output_index"u8, item.Index);
            json.WriteString("delta"u8, call.Arguments);
        });
    }

    private ResponsesItem OpenItem(in ForwardReceipt receipt, ToolCallDelta? call, int? tool, Utf8Buffer output)
    {
        CloseItem(output);
        var item = _open = New(_done.Count, receipt, call);
        _tool = tool;
        Write("response.output_item.added", output, json => WriteItem(json, item, isComplete: false));
        return item;
    }

    private void CloseItem(Utf8Buffer output)
    {
        if (_open is not { } item)
            return;

        if (item.Call is { } call)
        {
            Write("response.function_call_arguments.done", output, json =>
            {
                json.WriteString("item_id"u8, item.Id);
                json.WriteNumber("output_index"u8, item.Index);
                json.WriteString("name"u8, call.Name ?? "");
                json.WriteString("arguments"u8, item.Content.ToString());
            });
        }
        else
        {
            Write("response.output_text.done", output, json =>
            {
                WritePlace(json, item);
                json.WriteString("text"u8, item.Content.ToString());
                json.WriteStartArray("logprobs"u8);
                json.WriteEndArray();
            });
            Write("response.content_part.done", output, json =>
            {
                WritePlace(json, item);
                json.WritePropertyName("part"u8);
                item.WritePart(json);
            });
        }

        Write("response.output_item.done", output, json => WriteItem(json, item, isComplete: true));
        _done.Add(item);
        _open = null;
    }

    private void WriteResponse(string name, ForwardReceipt receipt, string status, Utf8Buffer output) => Write(name, output, json =>
    {
        json.WritePropertyName("response"u8);
        _response.Write(json, receipt, status, _finish, _done);
    });

    private void Write(string name, Utf8Buffer output, Action<Utf8JsonWriter> write) => SseWriter.Write(output, name, json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, name);
        json.WriteNumber("sequence_number"u8, _sequence++);
        write(json);
        json.WriteEndObject();
    });

    private static void WritePlace(Utf8JsonWriter json, ResponsesItem item)
    {
        json.WriteString("item_id"u8, item.Id);
        json.WriteNumber("output_index"u8, item.Index);
        json.WriteNumber("content_index"u8, 0);
    }

    private static void WriteItem(Utf8JsonWriter json, ResponsesItem item, bool isComplete)
    {
        json.WriteNumber("output_index"u8, item.Index);
        json.WritePropertyName("item"u8);
        item.Write(json, isComplete);
    }

    private static void Add(List<ResponsesItem> items, in ForwardReceipt receipt, ToolCallDelta? call, string content)
    {
        var item = New(items.Count, receipt, call);
        item.Content.Append(content);
        items.Add(item);
    }

    private static ResponsesItem New(int index, in ForwardReceipt receipt, ToolCallDelta? call) =>
        new(index, $"{(call is null ? "msg" : "fc")}_{receipt.CallId:N}_{index}", call);
}
