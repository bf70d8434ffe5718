using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>
/// What the gateway has to know of a chat request, found in one pass that also proves it well-formed. Everything else stays bytes. Used again for
/// the next request.
/// </summary>
internal sealed class ChatScan
{
    private const int LongestModel = 512;
    private const int MostModels = 32;

    private readonly List<(int Start, int End)> _kept = [];
    private readonly char[] _model = new char[LongestModel];
    private int _modelLength;
    private ulong _seen;
    private int _maxTokens;
    private int _maxCompletionTokens;

    /// <summary>The value of <c>model</c>; empty if it is not given.</summary>
    public ReadOnlySpan<char> Model => _model.AsSpan(0, _modelLength);

    /// <summary>The values of <c>models</c>.</summary>
    public List<string> Models { get; } = [];

    public bool IsStream { get; private set; }

    /// <summary>Whether the client asks for the chunk with the usage.</summary>
    public bool IncludesUsage { get; private set; }

    /// <summary>The most tokens that the answer may have; 0 for no limit.</summary>
    public int MaxTokens => _maxCompletionTokens > 0 ? _maxCompletionTokens : _maxTokens;

    /// <summary>How many answers are asked for, 1 or more.</summary>
    public int Choices { get; private set; }

    /// <summary>What a model must be able to do.</summary>
    public Capabilities Needs { get; private set; }

    /// <summary>Where the object <c>metadata</c> stands; empty for none.</summary>
    public Range Metadata { get; private set; }

    /// <summary>The value of <c>user</c>; <see langword="null"/> for none.</summary>
    public string? User { get; private set; }

    private bool HasMessages { get; set; }

    /// <summary>Reads a body.</summary>
    /// <exception cref="ApiException">It is no chat request.</exception>
    public void Read(ReadOnlySpan<byte> body, int maxDepth)
    {
        _kept.Clear();
        Models.Clear();
        _modelLength = _maxTokens = _maxCompletionTokens = 0;
        _seen = 0;
        Choices = 1;
        IsStream = IncludesUsage = HasMessages = false;
        Needs = Capabilities.None;
        Metadata = default;
        User = null;
        JsonChecks.Read(body, maxDepth, this, static (scan, ref reader, _) => scan.ReadMembers(ref reader));
        if (!HasMessages)
            throw JsonChecks.Missing("messages");
        if (_modelLength == 0 && Models.Count == 0)
            throw JsonChecks.Missing("model");
    }

    /// <summary>Writes the members that are passed on as they are, each after a comma.</summary>
    public void WriteKept(ReadOnlySpan<byte> body, Call call)
    {
        foreach (var (start, end) in _kept)
        {
            call.WriteJson(","u8);
            call.WriteJson(body[start..end]);
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        var wasKept = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isKept = ReadMember(ref reader);
            if (!isKept)
            {
                wasKept = false;
                continue;
            }

            var end = (int)reader.BytesConsumed;
            if (wasKept)
                _kept[^1] = (_kept[^1].Start, end);
            else
                _kept.Add((start, end));
            wasKept = true;
        }
    }

    /// <returns>Whether the member is passed on.</returns>
    private bool ReadMember(ref Utf8JsonReader reader)
    {
        var (name, field, kind, bit) = ChatFields.Find(ref reader);
        if ((_seen & bit) != 0)
            throw JsonChecks.Repeated(name);
        _seen |= bit;
        reader.Read();
        if (!JsonChecks.Require(ref reader, kind, name))
            return field is ChatField.Other or ChatField.Messages or ChatField.Tools or ChatField.ResponseFormat or ChatField.Choices or ChatField.Metadata or ChatField.User;

        switch (field)
        {
            case ChatField.Model:
                ReadModel(ref reader);
                return false;
            case ChatField.Models:
                ReadModels(ref reader);
                return false;
            case ChatField.Stream:
                IsStream = reader.TokenType == JsonTokenType.True;
                return false;
            case ChatField.StreamOptions:
                ReadStreamOptions(ref reader);
                return false;
            case ChatField.MaxTokens:
                _maxTokens = ReadLimit(ref reader, name);
                return false;
            case ChatField.MaxCompletionTokens:
                _maxCompletionTokens = ReadLimit(ref reader, name);
                return false;
            case ChatField.Messages:
                HasMessages = true;
                Needs |= ChatMessages.Read(ref reader);
                return true;
            case ChatField.Choices:
                Choices = ReadLimit(ref reader, name);
                return true;
            case ChatField.Tools:
                ReadTools(ref reader);
                return true;
            case ChatField.ResponseFormat:
                ReadFormat(ref reader);
                return true;
            case ChatField.User:
                User = reader.GetString();
                return true;
            case ChatField.Metadata:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Metadata = start..(int)reader.BytesConsumed;
                return true;
            default:
                reader.Skip();
                return true;
        }
    }

    private void ReadModel(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length is 0 or > LongestModel)
            throw new ApiException(ApiError.Invalid("model", $"\"model\" must have 1 to {LongestModel} characters.", "invalid_value"));
        _modelLength = reader.CopyString(_model);
    }

    private void ReadModels(ref Utf8JsonReader reader)
    {
        Models.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonChecks.RequireGiven(ref reader, JsonKind.Text, $"models[{Models.Count}]");
            if (Models.Count == MostModels || reader.ValueSpan.Length is 0 or > LongestModel)
            {
                throw new ApiException(ApiError.Invalid(
                    $"models[{Models.Count}]", $"\"models\" must have at most {MostModels} names of 1 to {LongestModel} characters.", "invalid_value"));
            }

            Models.Add(reader.GetString()!);
        }
    }

    private void ReadStreamOptions(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = reader.ValueTextEquals("include_usage"u8);
            reader.Read();
            if (isUsage && JsonChecks.Require(ref reader, JsonKind.Boolean, "stream_options.include_usage"))
                IncludesUsage = reader.TokenType == JsonTokenType.True;
            else
                reader.Skip();
        }
    }

    private static int ReadLimit(ref Utf8JsonReader reader, string name) =>
        reader.TryGetInt32(out var limit) && limit > 0
            ? limit
            : throw new ApiException(ApiError.Invalid(name, $"\"{name}\" must be from 1 to {int.MaxValue}.", "invalid_value"));

    private void ReadTools(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray)
            Needs |= Capabilities.Tools;
        while (reader.CurrentDepth > depth)
        {
            reader.Skip();
            reader.Read();
        }
    }

    private void ReadFormat(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                JsonChecks.RequireGiven(ref reader, JsonKind.Text, "response_format.type");
                if (reader.ValueTextEquals("json_schema"u8))
                    Needs |= Capabilities.Schema;
            }

            reader.Skip();
        }
    }
}
