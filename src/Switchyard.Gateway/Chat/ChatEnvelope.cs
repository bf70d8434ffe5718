using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>
/// Makes a canonical reply or chunk what official OpenAI clients insist on: <c>model</c> names who answered, <c>id</c>, <c>object</c> and an integer
/// <c>created</c> are there, streamed tool calls have an index, and <c>usage</c> stands where it was asked for. All other bytes stay as they are.
/// </summary>
internal sealed class ChatEnvelope(TimeProvider time)
{
    private static readonly byte[] s_null = "null"u8.ToArray();

    private readonly ChatEdits _edits = new();
    private readonly ChunkHead _head = new();
    private readonly Utf8Buffer _usage = new();
    private readonly Utf8Buffer _id = new();
    private string? _modelName;
    private long _created;
    private byte[] _model = [];
    private int _toolCalls;

    private Guid _callId;
    private string _kind = "";
    private Found _found;
    private (int Start, int End) _modelPlace;
    private (int Start, int End) _usageMember;
    private bool _hasNoChoices;

    [Flags]
    private enum Found
    {
        None = 0,
        Id = 1,
        Object = 2,
        Created = 4,
        Model = 8,
        All = 15,
    }

    /// <summary>What the usage of the answer was, as the provider wrote it; empty if it has not said.</summary>
    public ReadOnlySpan<byte> Usage => _usage.Span;

    /// <summary>Writes a whole reply.</summary>
    public bool TryWriteReply(ReadOnlySpan<byte> reply, in ForwardReceipt receipt, Utf8Buffer output)
    {
        Begin(receipt, "chat.completion");
        try
        {
            var reader = new Utf8JsonReader(reply);
            reader.Read();
            while (_found != Found.All && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadMember(ref reader, reply);
        }
        catch (JsonException)
        {
            return false;
        }

        var end = reply.LastIndexOf((byte)'}');
        if (end < 0)
            return false;
        AddMissing();
        _edits.Write(reply, end, output);
        return true;
    }

    /// <summary>Writes a chunk, or keeps it back if it holds the usage and nothing else.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="receipt">Who answers.</param>
    /// <param name="includesUsage">Whether the client asked for the usage, which every chunk but the last says is not there yet.</param>
    /// <param name="output">Where it goes.</param>
    public bool TryWriteChunk(ReadOnlySpan<byte> chunk, in ForwardReceipt receipt, bool includesUsage, Utf8Buffer output)
    {
        if (ReferenceEquals(_modelName, receipt.Model) && _head.TryWrite(chunk, includesUsage, output))
            return true;

        Begin(receipt, "chat.completion.chunk");
        _head.Forget();
        var hasToolCalls = chunk.IndexOf("\"tool_calls\""u8) >= 0;
        var previousEnd = 0;
        var removeFrom = 0;
        var end = 0;
        try
        {
            var reader = new Utf8JsonReader(chunk);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                if (removeFrom > 0)
                    _edits.Replace(removeFrom, start, default);
                removeFrom = 0;
                if (reader.ValueTextEquals("choices"u8))
                {
                    if (_found == Found.All && _edits.Count == 1)
                        _head.Learn(chunk[..start], _modelPlace.Start, _modelPlace.End, _model);
                    ReadChoices(ref reader, hasToolCalls);
                }
                else if (reader.ValueTextEquals("usage"u8))
                {
                    removeFrom = ReadUsage(ref reader, chunk, previousEnd == 0 ? start : previousEnd, includesUsage);
                }
                else
                {
                    ReadMember(ref reader, chunk);
                }

                previousEnd = (int)reader.BytesConsumed;
            }

            end = (int)reader.TokenStartIndex;
        }
        catch (JsonException)
        {
            return false;
        }

        if (_hasNoChoices && _usage.Length > 0 && _usageMember.End > 0)
            return true;

        AddMissing();
        if (includesUsage && _usageMember.End == 0)
            _edits.Added.Write(",\"usage\":null"u8);
        _edits.Write(chunk, end, output);
        return true;
    }

    /// <summary>Writes the chunk that holds the usage, the last of a stream.</summary>
    public void WriteUsageChunk(in ForwardReceipt receipt, Utf8Buffer output)
    {
        output.Write("{\"id\":"u8);
        if (_id.Length > 0)
        {
            output.Write(_id.Span);
        }
        else
        {
            output.Write("\"chatcmpl-"u8);
            JsonText.WriteFormatted(output, receipt.CallId, "N");
            output.Write("\""u8);
        }

        output.Write(",\"object\":\"chat.completion.chunk\",\"created\":"u8);
        JsonText.WriteFormatted(output, _created > 0 ? _created : Now, default);
        output.Write(",\"model\":"u8);
        output.Write(_model);
        output.Write(",\"choices\":[],\"usage\":"u8);
        if (_usage.Length > 0)
            output.Write(_usage.Span);
        else
            ChatUsageJson.Write(receipt.Usage, output);
        output.Write("}"u8);
    }

    private void Begin(in ForwardReceipt receipt, string kind)
    {
        (_callId, _kind) = (receipt.CallId, kind);
        _edits.Clear();
        _found = Found.None;
        _usageMember = default;
        _hasNoChoices = false;
        if (ReferenceEquals(_modelName, receipt.Model))
            return;

        _modelName = receipt.Model;
        var json = new Utf8Buffer();
        json.Write("\""u8);
        JsonText.Write(json, receipt.Model);
        json.Write("\""u8);
        _model = json.Span.ToArray();
    }

    private void ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var member = reader.ValueTextEquals("model"u8) ? Found.Model
            : reader.ValueTextEquals("id"u8) ? Found.Id
            : reader.ValueTextEquals("object"u8) ? Found.Object
            : reader.ValueTextEquals("created"u8) ? Found.Created
            : Found.None;
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isSound = member switch
        {
            Found.Id or Found.Object => reader.TokenType == JsonTokenType.String,
            Found.Created => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _created),
            _ => member == Found.None,
        };
        reader.Skip();
        _found |= member;
        if (isSound)
        {
            if (member == Found.Id && _id.Length == 0)
                _id.Write(json[start..(int)reader.BytesConsumed]);
            return;
        }

        var with = member switch
        {
            Found.Model => _model,
            Found.Created => Encoding.UTF8.GetBytes(Now.ToString(CultureInfo.InvariantCulture)),
            Found.Id => Encoding.UTF8.GetBytes($"\"chatcmpl-{_callId:N}\""),
            _ => Encoding.UTF8.GetBytes($"\"{_kind}\""),
        };
        if (member == Found.Model)
            _modelPlace = (start, (int)reader.BytesConsumed);
        _edits.Replace(start, (int)reader.BytesConsumed, with);
    }

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    private void AddMissing()
    {
        if (_found == Found.All)
            return;

        var added = _edits.Added;
        if ((_found & Found.Id) == 0)
        {
            added.Write(",\"id\":\"chatcmpl-"u8);
            JsonText.WriteFormatted(added, _callId, "N");
            added.Write("\""u8);
        }

        if ((_found & Found.Object) == 0)
        {
            added.Write(",\"object\":\""u8);
            JsonText.Write(added, _kind);
            added.Write("\""u8);
        }

        if ((_found & Found.Created) == 0)
        {
            added.Write(",\"created\":"u8);
            JsonText.WriteFormatted(added, Now, default);
        }

        if ((_found & Found.Model) == 0)
        {
            added.Write(",\"model\":"u8);
            added.Write(_model);
        }
    }

    /// <returns>Where the text begins that goes out up to the next member: the usage as the first of all; 0 otherwise.</returns>
    private int ReadUsage(ref Utf8JsonReader reader, ReadOnlySpan<byte> chunk, int memberStart, bool includesUsage)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isReported = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        _usageMember = (memberStart, end);
        if (isReported)
        {
            _usage.Clear();
            _usage.Write(chunk[start..end]);
        }

        if (includesUsage && isReported)
            _edits.Replace(start, end, s_null);
        if (includesUsage)
            return 0;
        if (chunk[memberStart] == '"')
            return memberStart;
        _edits.Replace(memberStart, end, default);
        return 0;
    }

    private void ReadChoices(ref Utf8JsonReader reader, bool hasToolCalls)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        var ahead = reader;
        _hasNoChoices = ahead.Read() && ahead.TokenType == JsonTokenType.EndArray;
        if (!hasToolCalls)
        {
            reader.Skip();
            return;
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("tool_calls"u8))
                ReadToolCalls(ref reader);
        }
    }

    private void ReadToolCalls(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)reader.TokenStartIndex + 1;
            var (hasIndex, hasId, isEmpty) = (false, false, true);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                isEmpty = false;
                hasIndex |= reader.ValueTextEquals("index"u8);
                hasId |= reader.ValueTextEquals("id"u8);
                reader.Read();
                reader.Skip();
            }

            // Whoever leaves the index out sends each call in one piece, with its id.
            if (hasIndex || isEmpty)
                continue;
            var index = hasId ? _toolCalls++ : Math.Max(0, _toolCalls - 1);
            _edits.Replace(start, start, Encoding.UTF8.GetBytes($"\"index\":{index},"));
        }
    }
}
