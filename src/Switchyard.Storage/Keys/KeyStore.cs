using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>Makes, lists and ends gateway keys. Works beside a running gateway, which sees a change within its reload interval.</summary>
public sealed class KeyStore
{
    private const string Columns = "id, name, team, tags, models, tiers, requests_per_minute, tokens_per_minute, parallel, created, expires, revoked";

    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly Action _changed;

    internal KeyStore(SqliteFile file, TimeProvider time, Action changed) => (_file, _time, _changed) = (file, time, changed);

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Makes a key.</summary>
    /// <param name="wanted">What it shall be.</param>
    /// <returns>The key with its secret, which is shown this once.</returns>
    /// <exception cref="StorageException">A value is out of its range, or the name is taken.</exception>
    public IssuedKey Create(NewKey wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        wanted.Check(Now);
        var now = UnixTime.ToTime(UnixTime.Of(Now));
        var key = new GatewayKey
        {
            Id = "key_" + KeySecret.MakeHandle(),
            Name = wanted.Name,
            Team = wanted.Team,
            Tags = [.. wanted.Tags.Distinct()],
            Models = [.. wanted.Models.Distinct()],
            Tiers = [.. wanted.Tiers.Distinct()],
            RequestsPerMinute = wanted.RequestsPerMinute,
            TokensPerMinute = wanted.TokensPerMinute,
            Parallel = wanted.Parallel,
            Created = now,
            Expires = wanted.Expires,
        };
        var secret = Change(connection =>
        {
            if (connection.Scalar("SELECT 1 FROM keys WHERE name = @name AND revoked IS NULL", ("@name", key.Name)) is not null)
                throw new StorageException($"There is a key named \"{key.Name}\" already: choose another name, or rotate or revoke that one.");

            connection.Execute(
                $"INSERT INTO keys ({Columns}) VALUES (@id, @name, @team, @tags, @models, @tiers, @requests, @tokens, @parallel, @created, @expires, NULL)",
                ("@id", key.Id), ("@name", key.Name), ("@team", key.Team), ("@tags", JsonList.Of(key.Tags)), ("@models", JsonList.Of(key.Models)),
                ("@tiers", JsonList.Of(key.Tiers.Select(static tier => tier.ToString()))), ("@requests", key.RequestsPerMinute),
                ("@tokens", key.TokensPerMinute), ("@parallel", key.Parallel), ("@created", UnixTime.Of(now)), ("@expires", Of(key.Expires)));
            return AddSecret(connection, key.Id);
        });
        return new(key, secret);
    }

    /// <summary>The keys, oldest first, also those that have expired or were revoked.</summary>
    /// <returns>The keys.</returns>
    public IReadOnlyList<GatewayKey> List() => _file.Use(ReadKeys);

    /// <summary>Gives a key a new secret. The old one goes on to be accepted for a while.</summary>
    /// <param name="idOrName">The key.</param>
    /// <param name="grace">How long the old secret is still accepted; zero for not at all.</param>
    /// <returns>The key with its new secret, which is shown this once.</returns>
    /// <exception cref="StorageException">There is no such key, or it was revoked.</exception>
    public IssuedKey Rotate(string idOrName, TimeSpan grace)
    {
        if (grace < TimeSpan.Zero || grace > TimeSpan.FromDays(3650))
            throw new StorageException("The grace of a rotation is out of range: give 0 or more, ten years at most.");
        GatewayKey? key = null;
        var secret = Change(connection =>
        {
            key = Find(connection, idOrName);
            connection.Execute(
                "UPDATE key_secrets SET expires = @ends WHERE key = @key AND (expires IS NULL OR expires > @ends)",
                ("@key", key.Id), ("@ends", UnixTime.Of(Now + grace)));
            return AddSecret(connection, key.Id);
        });
        return new(key!, secret);
    }

    /// <summary>Ends a key, with all its secrets, at once. Its calls stay in the ledger.</summary>
    /// <param name="idOrName">The key.</param>
    /// <returns>The key as it was.</returns>
    /// <exception cref="StorageException">There is no such key, or it was revoked already.</exception>
    public GatewayKey Revoke(string idOrName) => Change(connection =>
    {
        var key = Find(connection, idOrName);
        connection.Execute("UPDATE keys SET revoked = @now WHERE id = @id", ("@id", key.Id), ("@now", UnixTime.Of(Now)));
        return key;
    });

    internal static List<GatewayKey> ReadKeys(SqliteConnection connection) =>
        connection.Query($"SELECT {Columns} FROM keys ORDER BY created, id", ReadKey);

    /// <summary>The secrets that may still be accepted some time, each with its key's id.</summary>
    internal static List<StoredSecret> ReadSecrets(SqliteConnection connection) =>
        connection.Query("SELECT handle, key, salt, hash, expires FROM key_secrets", static row => new StoredSecret(
            row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), row.Time(4)));

    internal static GatewayKey Find(SqliteConnection connection, string idOrName)
    {
        ArgumentException.ThrowIfNullOrEmpty(idOrName);
        var found = connection.Query(
            $"SELECT {Columns} FROM keys WHERE id = @key OR name = @key ORDER BY revoked IS NOT NULL", ReadKey, ("@key", idOrName));
        return found switch
        {
            [] => throw new StorageException($"There is no key with the name or id \"{idOrName}\": 'switchyard keys list' shows those that there are."),
            [{ Revoked: { } revoked }, ..] => throw new StorageException($"The key \"{idOrName}\" was revoked on {revoked:u}: make a new one."),
            [var key, ..] => key,
        };
    }

    private static GatewayKey ReadKey(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Team = row.Text(2),
        Tags = JsonList.Read(row.GetString(3)),
        Models = JsonList.Read(row.GetString(4)),
        Tiers = [.. JsonList.Read(row.GetString(5)).Select(Enum.Parse<Tier>)],
        RequestsPerMinute = (int?)row.Number(6),
        TokensPerMinute = row.Number(7),
        Parallel = (int?)row.Number(8),
        Created = row.Time(9)!.Value,
        Expires = row.Time(10),
        Revoked = row.Time(11),
    };

    private static long? Of(DateTimeOffset? time) => time is { } some ? UnixTime.Of(some) : null;

    private string AddSecret(SqliteConnection connection, string key)
    {
        var (handle, secret) = (KeySecret.MakeHandle(), KeySecret.MakeSecret());
        var salt = System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeySecret.SaltLength);
        connection.Execute(
            "INSERT INTO key_secrets VALUES (@handle, @key, @salt, @hash, @now, NULL)",
            ("@handle", handle), ("@key", key), ("@salt", salt), ("@hash", KeySecret.Hash(salt, secret)), ("@now", UnixTime.Of(Now)));
        return KeySecret.Join(handle, secret);
    }

    private T Change<T>(Func<SqliteConnection, T> change)
    {
        var result = _file.Write(connection =>
        {
            var made = change(connection);
            Revision.Raise(connection);
            return made;
        });
        _changed();
        return result;
    }
}
