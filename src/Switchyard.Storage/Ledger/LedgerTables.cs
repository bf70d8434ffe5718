using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>Turns records into rows of the open transaction.</summary>
internal sealed class LedgerTables : IDisposable
{
    private readonly Statement _call;
    private readonly Statement _attempt;
    private readonly Statement _find;
    private readonly Statement _removeCall;
    private readonly Statement _removeAttempts;
    private readonly Statement _feedback;
    private readonly SpendTable _spend;
    private readonly ArrayBufferWriter<byte> _tags = new();
    private readonly Utf8JsonWriter _json;

    public LedgerTables(SqliteConnection connection)
    {
        // A record that is there already is the same one: its number is its place in the journal.
        _call = new(connection, "INSERT OR IGNORE INTO calls VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        _attempt = new(connection, "INSERT OR IGNORE INTO attempts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        _feedback = new(connection, "INSERT OR IGNORE INTO feedback VALUES (?,?,?,?,?,?)");

        // The start narrows it down by its index; the id says which.
        _find = new(connection, "SELECT sequence, charged FROM calls WHERE started = ? AND id = ?");
        _removeCall = new(connection, "DELETE FROM calls WHERE sequence = ?");
        _removeAttempts = new(connection, "DELETE FROM attempts WHERE call = ?");
        _spend = new(connection);
        _json = new(_tags);
    }

    /// <returns>False if the record is of a form that this version does not know.</returns>
    public bool Insert(long sequence, ReadOnlySpan<byte> record)
    {
        var reader = new RecordReader(record);
        var kind = reader.ReadByte();
        switch (kind)
        {
            case RecordKind.CallWithoutFeatures or RecordKind.Call or RecordKind.CorrectionWithoutFeatures or RecordKind.Correction:
                InsertCall(ref reader, sequence, kind);
                return true;
            case RecordKind.Feedback:
                InsertFeedback(ref reader, sequence);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes what was only summed up so far. Before each commit.</summary>
    public void Flush() => _spend.Flush();

    /// <summary>Forgets what was summed up for a transaction that is not committed.</summary>
    public void Reset() => _spend.Clear();

    public void Dispose()
    {
        _call.Dispose();
        _attempt.Dispose();
        _feedback.Dispose();
        _find.Dispose();
        _removeCall.Dispose();
        _removeAttempts.Dispose();
        _spend.Dispose();
        _json.Dispose();
    }

    private void InsertCall(scoped ref RecordReader reader, long sequence, byte kind)
    {
        var tier = reader.ReadByte();
        var outcome = reader.ReadByte();
        var isCached = reader.ReadByte();
        var id = reader.Take(16);
        var started = reader.ReadLong();
        var known = RecordKind.IsCorrection(kind) ? Remove(started, id) : null;
        sequence = known?.Sequence ?? sequence;
        var duration = reader.ReadLong();
        var firstToken = reader.ReadNumber();
        var cost = reader.ReadNumber();
        var reserved = reader.ReadNumber();
        var saved = reader.ReadNumber();
        var key = reader.ReadText();
        var team = reader.ReadText();
        var tags = ReadTags(ref reader);
        var asked = reader.ReadText();
        var requestId = reader.ReadText();
        var task = reader.ReadText();
        var model = reader.ReadText();
        var features = RecordKind.HasFeatures(kind) ? reader.ReadText() : default;
        var provider = isCached == 0 ? [] : model[..Math.Max(0, model.IndexOf((byte)'/'))];

        // Budgets are charged for what nobody can price what was held back for it.
        var charged = cost ?? reserved ?? 0;
        var attempts = reader.ReadByte();
        var usage = default(TokenSum);
        for (var number = 1; number <= attempts; number++)
            InsertAttempt(ref reader, sequence, number, ref usage, out provider, out model);

        var inserted = _call.Bind(sequence).BindBlob(id).Bind(started).Bind(key).Bind(team).BindText(tags).Bind(asked).Bind(task)
            .Bind(EnumNames<Tier>.Of(tier)).Bind(provider).Bind(model).Bind(EnumNames<Outcome>.Of(outcome)).Bind((long)attempts)
            .Bind(usage.Input).Bind(usage.Cached).Bind(usage.Written).Bind(usage.Output).Bind(usage.Reasoning)
            .Bind(cost).Bind(charged).Bind((long)isCached).Bind(saved).Bind(duration).Bind(firstToken).Bind(requestId).Bind(features)
            .Run();
        if (inserted > 0)
            _spend.Add(UnixTime.DayOf(started), key, team, tags, calls: known is null ? 1 : 0, charged - (known?.Charged ?? 0));
    }

    private void InsertFeedback(scoped ref RecordReader reader, long sequence)
    {
        var signal = reader.ReadByte();
        var call = reader.Take(16);
        var at = reader.ReadLong();
        double? score = reader.ReadNumber() is { } bits ? BitConverter.Int64BitsToDouble(bits) : null;
        _feedback.Bind(sequence).BindBlob(call).Bind(at).Bind(EnumNames<FeedbackSignal>.Of(signal)).Bind(reader.ReadText()).Bind(score).Run();
    }

    /// <returns>What stood there of a call; <see langword="null"/> if nothing did, because there was no room for it.</returns>
    private (long Sequence, long Charged)? Remove(long started, ReadOnlySpan<byte> id)
    {
        if (_find.Bind(started).BindBlob(id).ReadPair() is not { } found)
            return null;

        _removeAttempts.Bind(found.First).Run();
        _removeCall.Bind(found.First).Run();
        return found;
    }

    private void InsertAttempt(
        scoped ref RecordReader reader, long sequence, int number, scoped ref TokenSum sum, out ReadOnlySpan<byte> provider, out ReadOnlySpan<byte> model)
    {
        var outcome = reader.ReadByte();
        var timeLimit = reader.ReadByte();
        var status = reader.ReadInt();
        var duration = reader.ReadLong();
        var cost = reader.ReadNumber();
        var usage = new TokenSum(reader.ReadInt(), reader.ReadInt(), reader.ReadInt(), reader.ReadInt(), reader.ReadInt());
        provider = reader.ReadText();
        model = reader.ReadText();
        var key = reader.ReadText();
        var requestId = reader.ReadText();
        sum += usage;
        _attempt.Bind(sequence).Bind(number).BindText(provider).BindText(model).BindText(key).Bind(EnumNames<Outcome>.Of(outcome))
            .Bind(timeLimit == 0 ? [] : EnumNames<TimeLimit>.Of(timeLimit)).Bind(status == 0 ? null : status).Bind(duration)
            .Bind(usage.Input).Bind(usage.Cached).Bind(usage.Written).Bind(usage.Output).Bind(usage.Reasoning)
            .Bind(cost).Bind(requestId)
            .Run();
    }

    /// <returns>The tags as a JSON array; <c>[]</c> for none.</returns>
    private ReadOnlySpan<byte> ReadTags(scoped ref RecordReader reader)
    {
        var count = reader.ReadByte();
        if (count == 0)
            return "[]"u8;

        _tags.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        for (var index = 0; index < count; index++)
            _json.WriteStringValue(reader.ReadText());
        _json.WriteEndArray();
        _json.Flush();
        return _tags.WrittenSpan;
    }
}
