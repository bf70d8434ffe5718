namespace Switchyard.Storage;

/// <summary>The statements behind <see cref="Schema"/>. Times are microseconds since 1970 UTC, spans microseconds, money nano-dollars.</summary>
internal static class StoreSchema
{
    public const string Version1 = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        INSERT INTO meta VALUES ('store', lower(hex(randomblob(16)))), ('revision', 0);

        CREATE TABLE journal_position (one INTEGER PRIMARY KEY CHECK (one = 1), segment INTEGER NOT NULL, position INTEGER NOT NULL);
        INSERT INTO journal_position VALUES (1, 0, 0);

        CREATE TABLE calls (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            started INTEGER NOT NULL,
            key TEXT,
            team TEXT,
            tags TEXT NOT NULL,
            asked TEXT,
            task TEXT,
            tier TEXT NOT NULL,
            provider TEXT,
            model TEXT,
            outcome TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL,
            cached_tokens INTEGER NOT NULL,
            written_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            reasoning_tokens INTEGER NOT NULL,
            cost INTEGER,
            charged INTEGER NOT NULL,
            is_cached INTEGER NOT NULL,
            saved INTEGER,
            duration INTEGER NOT NULL,
            first_token INTEGER,
            request_id TEXT
        );
        CREATE INDEX calls_started ON calls (started);

        CREATE TABLE attempts (
            call INTEGER NOT NULL,
            number INTEGER NOT NULL,
            provider TEXT NOT NULL,
            model TEXT NOT NULL,
            provider_key TEXT NOT NULL,
            outcome TEXT NOT NULL,
            time_limit TEXT,
            http_status INTEGER,
            duration INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL,
            cached_tokens INTEGER NOT NULL,
            written_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            reasoning_tokens INTEGER NOT NULL,
            cost INTEGER,
            request_id TEXT,
            PRIMARY KEY (call, number)
        ) WITHOUT ROWID;

        CREATE TABLE spend (
            day INTEGER NOT NULL,
            key TEXT NOT NULL,
            team TEXT NOT NULL,
            tags TEXT NOT NULL,
            calls INTEGER NOT NULL,
            charged INTEGER NOT NULL,
            PRIMARY KEY (day, key, team, tags)
        ) WITHOUT ROWID;

        CREATE TABLE keys (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            team TEXT,
            tags TEXT NOT NULL,
            models TEXT NOT NULL,
            tiers TEXT NOT NULL,
            requests_per_minute INTEGER,
            tokens_per_minute INTEGER,
            parallel INTEGER,
            created INTEGER NOT NULL,
            expires INTEGER,
            revoked INTEGER
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX keys_name ON keys (name) WHERE revoked IS NULL;

        CREATE TABLE key_secrets (
            handle TEXT PRIMARY KEY,
            key TEXT NOT NULL REFERENCES keys,
            salt BLOB NOT NULL,
            hash BLOB NOT NULL,
            created INTEGER NOT NULL,
            expires INTEGER
        ) WITHOUT ROWID;

        CREATE TABLE budgets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            scope TEXT NOT NULL,
            name TEXT NOT NULL,
            period TEXT NOT NULL,
            ceiling INTEGER NOT NULL,
            created INTEGER NOT NULL,
            UNIQUE (scope, name, period)
        );
        """;

    public const string Version2 = """
        ALTER TABLE calls ADD COLUMN features TEXT;
        CREATE INDEX calls_id ON calls (id);

        CREATE TABLE feedback (
            sequence INTEGER PRIMARY KEY,
            call BLOB NOT NULL,
            at INTEGER NOT NULL,
            signal TEXT NOT NULL,
            model TEXT,
            score REAL
        );
        CREATE INDEX feedback_call ON feedback (call);
        """;

    public const string CacheVersion1 = """
        CREATE TABLE answers (
            key BLOB PRIMARY KEY,
            content_type TEXT NOT NULL,
            model TEXT NOT NULL,
            cost INTEGER,
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            size INTEGER NOT NULL,
            body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX answers_expires ON answers (expires, size);
        """;
}
