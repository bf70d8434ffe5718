namespace Switchyard.Storage;

/// <summary>
/// Decides who may ask what: keys, limits and budgets, all in memory while the gateway runs. A request is admitted by all limits and all budgets
/// that count it in one step, or by none.
/// </summary>
/// <remarks>
/// Memory is the authority because one gateway owns a folder. What was spent is made up from the ledger at every start, so reservations of a process
/// that is gone are gone with it, and what it answered is charged.
/// </remarks>
public sealed class Gate
{
    private readonly Lock _deciding = new();
    private readonly Lock _reloading = new();
    private readonly SqliteFile _file;
    private readonly SqliteLedger _ledger;
    private readonly TimeProvider _time;
    private readonly long _start;
    private GateTable _table = new([], [], [], -1);

    internal Gate(SqliteFile file, SqliteLedger ledger, TimeProvider time)
    {
        (_file, _ledger, _time, _start) = (file, ledger, time, time.GetTimestamp());
        Reload();
    }

    /// <summary>Whether any key was ever made: without one, a gateway has nobody to tell apart, and serves its own machine only.</summary>
    public bool HasKeys => Table.Keys.Count > 0;

    /// <summary>The budgets as they are at this moment.</summary>
    public IReadOnlyList<BudgetStatus> Budgets
    {
        get
        {
            lock (_deciding)
            {
                var now = _time.GetUtcNow();
                return Array.ConvertAll(Table.Budgets, meter =>
                {
                    meter.Roll(now);
                    return meter.Status;
                });
            }
        }
    }

    internal long Revision => Table.Revision;

    private GateTable Table => Volatile.Read(ref _table);

    private long Milliseconds => (long)_time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Finds the key that a caller shows. Takes below a microsecond and allocates nothing.</summary>
    /// <param name="secret">What the caller sent, without <c>Bearer</c>.</param>
    /// <returns>The key, or why it is not accepted.</returns>
    public KeyCheck Check(ReadOnlySpan<char> secret)
    {
        if (!KeySecret.TrySplit(secret, out var handle, out var random) || Table.Find(handle) is not { } found
            || !KeySecret.Matches(found.Secret.Salt, found.Secret.Hash, random))
        {
            return new(Verdict.UnknownKey, null);
        }

        var key = found.State.Key;
        if (key.Revoked is not null)
            return new(Verdict.Revoked, null);

        if (key.Expires is null && found.Secret.Expires is null)
            return new(Verdict.Allowed, key);

        var now = _time.GetUtcNow();
        return now >= key.Expires || now >= found.Secret.Expires ? new(Verdict.Expired, null) : new(Verdict.Allowed, key);
    }

    /// <summary>Decides on a request, and if it may go on, reserves what it may cost.</summary>
    /// <param name="key">The caller's key, from <see cref="Check"/>.</param>
    /// <param name="request">What it asks for.</param>
    /// <returns>The decision; dispose it when the answer is out.</returns>
    public Admission Admit(GatewayKey key, in AdmissionRequest request)
    {
        ArgumentNullException.ThrowIfNull(key);
        var table = Table;
        if (!table.Keys.TryGetValue(key.Id, out var state))
            return new(Verdict.UnknownKey, key, "The key is not known.");

        key = state.Key;
        if (key.Revoked is not null)
            return new(Verdict.Revoked, key, "The key was revoked.");
        if (request.Model is { } model ? !key.Allows(model) : request.Tier is { } tier && !key.Allows(tier))
            return AdmissionRefusal.ModelNotAllowed(key, request);
        if (request.Tokens > key.TokensPerMinute)
            return AdmissionRefusal.RequestTooLarge(key, request.Tokens);

        var budgets = table.BudgetsOf(state, request.Tags);
        if (budgets.Length > 0 && request.WorstCost is null)
            return AdmissionRefusal.CostUnknown(key, budgets[0].Budget);

        var worst = Math.Max(0, NanoUsd.Of(request.WorstCost) ?? 0);
        var origin = new CallOrigin { KeyId = key.Id, Team = key.Team, Tags = Merge(key.Tags, request.Tags), Reserved = request.WorstCost };
        lock (_deciding)
        {
            var (now, milliseconds) = (_time.GetUtcNow(), Milliseconds);
            state.Window.Advance(milliseconds);
            if (state.Running >= key.Parallel)
                return AdmissionRefusal.TooManyParallel(key);
            if (state.Window.Requests >= key.RequestsPerMinute)
                return AdmissionRefusal.TooManyRequests(key, state.Window.MillisecondsUntilRequest(milliseconds, key.RequestsPerMinute.Value));
            if (state.Window.Tokens + request.Tokens > key.TokensPerMinute)
                return AdmissionRefusal.TooManyTokens(key, state.Window.MillisecondsUntilTokens(milliseconds, key.TokensPerMinute.Value, request.Tokens));

            foreach (var budget in budgets)
            {
                budget.Roll(now);
                if (!budget.Fits(worst))
                    return AdmissionRefusal.BudgetExhausted(key, budget, worst, now);
            }

            foreach (var budget in budgets)
                budget.Reserve(worst);
            state.Running++;
            return new(this, key)
            {
                Origin = origin,
                Budgets = budgets,
                Admitted = now,
                Reserved = worst,
                Tokens = request.Tokens,
                Slot = state.Window.Add(milliseconds, request.Tokens),
            };
        }
    }

    internal void Settle(Admission admission, long nanoUsd, long moreTokens)
    {
        // A budget that was set meanwhile is charged too: it did not see this call in the ledger when it began to count.
        var table = Table;
        table.Keys.TryGetValue(admission.Key.Id, out var state);
        var charged = state is null ? admission.Budgets : table.BudgetsOf(state, admission.Origin.Tags);
        lock (_deciding)
        {
            var now = _time.GetUtcNow();
            foreach (var budget in admission.Budgets)
            {
                budget.Roll(now);
                budget.Release(admission.Reserved, admission.Admitted);
            }

            foreach (var budget in charged)
            {
                budget.Roll(now);
                budget.Charge(nanoUsd, admission.Admitted);
            }

            if (state is not null)
            {
                state.Window.Advance(Milliseconds);
                state.Window.Correct(admission.Slot, moreTokens);
            }
        }
    }

    internal void Leave(Admission admission)
    {
        lock (_deciding)
        {
            if (Table.Keys.TryGetValue(admission.Key.Id, out var state))
                state.Running--;
        }
    }

    /// <summary>Reads keys and budgets again. What is under way goes on.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    internal void Reload()
    {
        lock (_reloading)
        {
            var now = _time.GetUtcNow();
            var (keys, secrets, budgets, revision) = _file.Use(static connection =>
            {
                using var transaction = connection.BeginTransaction(deferred: true);
                return (KeyStore.ReadKeys(connection), KeyStore.ReadSecrets(connection), BudgetStore.Read(connection), Switchyard.Storage.Revision.Read(connection));
            });

            var known = Table.Budgets.ToDictionary(meter => meter.Budget.Id);
            var begun = new List<BudgetMeter>();
            var meters = budgets.ConvertAll(budget =>
            {
                if (known.TryGetValue(budget.Id, out var meter))
                    return meter;
                meter = new(budget, now);
                begun.Add(meter);
                return meter;
            });

            lock (_deciding)
            {
                for (var index = 0; index < meters.Count; index++)
                    meters[index].Budget = budgets[index];
                var states = keys.ConvertAll(key => StateOf(key, meters));
                Volatile.Write(ref _table, new(states, secrets, meters, revision));
            }

            MakeUp(begun, now);
        }
    }

    private static IReadOnlyList<string>? Merge(IReadOnlyList<string> tags, IReadOnlyList<string>? more) =>
        more is null or { Count: 0 } ? tags : tags.Count == 0 ? more : [.. tags.Union(more)];

    private KeyState StateOf(GatewayKey key, List<BudgetMeter> meters)
    {
        var state = Table.Keys.TryGetValue(key.Id, out var known) ? known : new(key);
        state.Key = key;
        state.Budgets = [.. meters.Where(meter => meter.Budget.Scope switch
        {
            BudgetScope.Key => meter.Budget.Name == key.Id,
            BudgetScope.Team => meter.Budget.Name == key.Team,
            _ => key.Tags.Contains(meter.Budget.Name),
        })];
        return state;
    }

    /// <summary>
    /// Charges budgets with what the ledger says was spent before they began to count. They count already: a call that ends at this moment may be
    /// charged twice, until the next start, but none is missed.
    /// </summary>
    private void MakeUp(List<BudgetMeter> budgets, DateTimeOffset now)
    {
        if (budgets.Count == 0)
            return;

        _ledger.Flush();
        var spent = _file.Use(connection => budgets.ConvertAll(meter => BudgetStore.Spent(connection, meter.Budget, now)));
        lock (_deciding)
        {
            for (var index = 0; index < budgets.Count; index++)
                budgets[index].Charge(spent[index], now);
        }
    }
}
