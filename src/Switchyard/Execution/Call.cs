namespace Switchyard;

/// <summary>
/// One call while it is written: generated code appends the messages, then completes it once. Comes from <see cref="Router.Begin"/> and goes
/// back to a pool by itself; do not keep it.
/// </summary>
public sealed class Call
{
    private readonly CallBody _body = new();
    private int _reservedTokens;

    internal Call(Router router)
    {
        Router = router;
        Clock = new(router.TimeProvider, router.Log);
        Failover = new(router.TimeProvider, router.Jitter);
        Stream = new(this);
        Meter = new(this);
        Waits = new(Clock);
    }

    internal Router Router { get; }

    internal TaskDefinition Task { get; private set; } = null!;

    internal RoutingTable Table { get; private set; } = null!;

    internal Route Route { get; private set; } = null!;

    internal CallClock Clock { get; }

    internal Failover Failover { get; }

    internal StreamExecution Stream { get; }

    internal CallMeter Meter { get; }

    internal AttemptLog Attempts { get; } = new();

    internal ProviderWaits Waits { get; private set; }

    /// <summary>The canonical reply, or the chunks of a stream.</summary>
    internal Utf8Buffer Reply { get; private set; } = new();

    /// <summary>The answer's text, unescaped.</summary>
    internal Utf8Buffer Text { get; } = new();

    /// <summary>Appends JSON as it stands: the constant parts, which the generator has escaped already.</summary>
    /// <param name="json">A piece of JSON as UTF-8.</param>
    public void WriteJson(ReadOnlySpan<byte> json) => _body.Writer.Write(json);

    /// <summary>Appends text into the JSON string that is open, escaped.</summary>
    /// <param name="text">Any text; <see langword="null"/> is empty.</param>
    public void WriteText(ReadOnlySpan<char> text) => JsonText.Write(_body.Writer, text);

    /// <summary>Appends a number, date or other formattable value into the JSON string that is open, in invariant culture.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="format">A format for the value; empty for its default.</param>
    public void WriteFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable => JsonText.WriteFormatted(_body.Writer, value, format);

    /// <summary>Appends an enum's name into the JSON string that is open.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value; one without a name is written as its number.</param>
    public void WriteEnum<T>(T value)
        where T : struct, Enum => JsonText.WriteEnum(_body.Writer, value);

    /// <summary>
    /// Appends the member that asks for structured output. It is left out again for a candidate whose model does not hold to schemas.
    /// </summary>
    /// <param name="member">The whole member, comma first: <c>,"response_format":{…}</c>.</param>
    public void WriteResponseFormat(ReadOnlySpan<byte> member) => _body.WriteResponseFormat(member);

    /// <summary>Makes the call and returns the answer's text.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The text of the answer.</returns>
    /// <exception cref="RoutingException">No candidate answered.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<string> CompleteAsync(CancellationToken cancellationToken) => CompleteAsync(PlainTextReader.Read, cancellationToken);

    /// <summary>Makes the call and returns a value that is read from the answer's text.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="reader">Reads the value.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The value.</returns>
    /// <exception cref="RoutingException">No candidate gave an answer that <paramref name="reader"/> could read.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<T> CompleteAsync<T>(ReplyReader<T> reader, CancellationToken cancellationToken) =>
        Completion.RunAsync<T, T, ValueShape<T>>(this, reader, cancellationToken);

    /// <summary>As <see cref="CompleteAsync(CancellationToken)"/>, with how the answer was obtained.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The text, with model, attempts, usage, cost and duration.</returns>
    /// <exception cref="RoutingException">No candidate answered.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<RoutedResult<string>> CompleteResultAsync(CancellationToken cancellationToken) =>
        CompleteResultAsync(PlainTextReader.Read, cancellationToken);

    /// <summary>As <see cref="CompleteAsync{T}(ReplyReader{T}, CancellationToken)"/>, with how the answer was obtained.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="reader">Reads the value.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The value, with model, attempts, usage, cost and duration.</returns>
    /// <exception cref="RoutingException">No candidate gave an answer that <paramref name="reader"/> could read.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<RoutedResult<T>> CompleteResultAsync<T>(ReplyReader<T> reader, CancellationToken cancellationToken) =>
        Completion.RunAsync<T, RoutedResult<T>, ResultShape<T>>(this, reader, cancellationToken);

    /// <summary>Makes the call as a stream.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer's text, piece by piece as it comes. To be read once; reading throws as <see cref="CompleteAsync(CancellationToken)"/>.</returns>
    public IAsyncEnumerable<string> StreamAsync(CancellationToken cancellationToken) => new TextStream(this, cancellationToken);

    /// <summary>The request as far as it is written, for entrances that write JSON values of their own.</summary>
    internal Utf8Buffer Body => _body.Writer;

    /// <summary>What this request needs of a model, besides what its task requires. Set before the launch.</summary>
    internal Capabilities Needs { get; set; }

    /// <summary>The model that the request itself names; <see langword="null"/> for none. Set before the launch.</summary>
    internal string? NamedModel { get; set; }

    /// <summary>The most tokens of an answer that the request itself asks for; 0 for no limit of its own. Set before the launch.</summary>
    internal int AskedTokens { get; set; }

    /// <summary>Whether the reader of the answer gets the whole canonical reply instead of its text, and may accept tool calls.</summary>
    internal bool ReadsWholeReply { get; set; }

    /// <summary>Estimated tokens of the request, before the model's calibration.</summary>
    internal int InputTokens { get; private set; }

    /// <summary>From the start of the call to the first output of a model; <see langword="null"/> before it, or without a stream.</summary>
    internal TimeSpan? FirstToken { get; private set; }

    /// <summary>The most tokens that the answer to the current attempt may have; 0 for no limit.</summary>
    internal int MaxTokens { get; private set; }

    /// <summary>The outcome that the call failed with; the default while it has not.</summary>
    internal Outcome Failure { get; set; }

    /// <summary>Whether the current attempt is the one probe that a half-open breaker lets through.</summary>
    internal bool IsProbe { get; set; }

    internal void Start(TaskDefinition task, RoutingTable table, Route route)
    {
        Task = task;
        Table = table;
        Route = route;
        Needs = task.Requires;
        NamedModel = null;
        AskedTokens = 0;
        ReadsWholeReply = false;
        FirstToken = null;
        Failure = default;
        Attempts.Clear();
        _body.Start();
    }

    /// <summary>The messages are written: the time runs from here.</summary>
    internal void Launch(bool isStream, CancellationToken cancellationToken)
    {
        _body.End(isStream);
        Clock.Start(Table.Limits.Deadline, cancellationToken);
        Meter.Start();
        InputTokens = RequestTokens.Estimate(_body.Written);
        if (Route.Tier == Tier.Auto)
            Route = NamedModel is null ? Route.Of(Classify()) : Route.With(NamedModel);

        var eligible = ModelChoice.Of(Route, NamedModel) & Planner.Plan(Route, PlanInput(), Router.Jitter, Failover.Scores);
        Failover.Start(Route, eligible, Table.Limits.Attempts);
    }

    private Tier Classify()
    {
        Text.Clear();
        ChatRequest.ReadPrompt(_body.Written, Text);
        return Router.Classifier.Classify(Text.Span).Tier;
    }

    internal PlanInput PlanInput() => new()
    {
        Now = Clock.Now,
        Requires = Needs,
        InputTokens = InputTokens,
        OutputTokens = Route.Statistics.ExpectedOutputTokens,
        MaxTokens = TokenLimit,
        CeilingNanoUsd = LeftNanoUsd,
        LatencyTicks = Route.LatencyTicks,
    };

    /// <summary>The stricter of what the policy and the request itself allow; 0 for no limit.</summary>
    private int TokenLimit => Route.Policy.MaxTokens is { } most && (AskedTokens == 0 || most < AskedTokens) ? most : AskedTokens;

    /// <summary>What the call may still cost: what an attempt of unknown cost may have cost at most is taken as spent.</summary>
    internal long LeftNanoUsd => Route.CeilingNanoUsd == long.MaxValue ? long.MaxValue : Route.CeilingNanoUsd - Attempts.AtMostNanoUsd - SpentBeside;

    /// <summary>Limits the answer of an attempt so that the ceiling holds whatever the model does.</summary>
    /// <returns>False if what is left does not pay for a useful answer.</returns>
    internal bool TryReserve(Candidate candidate)
    {
        MaxTokens = TokenLimit;
        _reservedTokens = 0;
        if (Route.CeilingNanoUsd == long.MaxValue)
            return true;
        if (Planner.Check(candidate, PlanInput()) is Rejection.CostCeiling or Rejection.UnknownPrice)
            return false;

        var affordable = candidate.Price!.AffordableOutput(candidate.Calibration.Apply(InputTokens), LeftNanoUsd);
        var most = MaxTokens > 0 ? MaxTokens : candidate.Model.MaxOutput ?? int.MaxValue;
        _reservedTokens = (int)Math.Min(affordable, most);
        if (affordable < most)
            MaxTokens = _reservedTokens;
        return true;
    }

    /// <summary>What the current attempt costs at most, in nano-dollars; 0 without a ceiling.</summary>
    internal long MostNanoUsd(Candidate candidate) => _reservedTokens == 0 ? 0 : candidate.Price!.WorstCost(candidate.Calibration.Apply(InputTokens), _reservedTokens);

    internal void NoteFirstToken() => FirstToken ??= Clock.Elapsed;

    internal ProviderRequest RequestFor(Candidate candidate) => _body.For(candidate, MaxTokens);

    /// <summary>The request with the beginning of the answer as its last message, for a model to go on from there.</summary>
    internal ProviderRequest ResumingRequestFor(Candidate candidate, ReadOnlySpan<byte> answer) => _body.Resuming(candidate, MaxTokens, answer);

    internal ResumeWays ResumeWays() => ChatRequest.ResumeWays(_body.Written);

    /// <summary>A provider that does not heed its token is left alone with all that it holds of this call: it may still read and write there.</summary>
    internal void Abandon()
    {
        Reply = new();
        Waits = new(Clock);
        _body.Abandon();
    }

    /// <summary>Makes this call one that runs an attempt on another's behalf: the same request and limits, but a clock and buffers of its own.</summary>
    internal void StartBeside(Call owner, CancellationToken cancellationToken)
    {
        (Task, Table, Route) = (owner.Task, owner.Table, owner.Route);
        (Needs, AskedTokens, InputTokens) = (owner.Needs, owner.AskedTokens, owner.InputTokens);
        (MaxTokens, _reservedTokens, IsProbe) = (owner.MaxTokens, owner._reservedTokens, owner.IsProbe);
        SpentBeside = owner.Attempts.AtMostNanoUsd;
        _body.CopyFrom(owner._body);
        Meter.Attach(owner.Meter);
        Clock.Start(owner.Clock.Remaining, cancellationToken);
    }

    /// <summary>What the call that this one runs for has spent at most, in nano-dollars; 0 for a call of its own.</summary>
    internal long SpentBeside { get; set; }

    /// <summary>Takes over the reply of an attempt that ran beside this call.</summary>
    internal void TakeReply(Call side) => (Reply, side.Reply) = (side.Reply, Reply);

    internal void ReleaseBeside()
    {
        Meter.Detach();
        SpentBeside = 0;
        GiveBack();
    }

    internal void Release()
    {
        Meter.End();
        GiveBack();
    }

    /// <summary>Gives a call back that was never launched: nobody was asked, so there is nothing to account for.</summary>
    internal void Discard() => GiveBack();

    private void GiveBack()
    {
        Clock.Stop();

        // A pooled call must not keep alive what the next one does not use: a provider's plugin could never be unloaded.
        Failover.Clear();
        Attempts.Clear();
        (Task, Table, Route) = (null!, null!, null!);
        Router.Return(this);
    }
}
