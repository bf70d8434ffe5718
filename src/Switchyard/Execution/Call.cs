namespace Switchyard;

/// <summary>
/// One call while it is written: generated code appends the messages, then completes it once. Comes from <see cref="Router.Begin"/> and goes
/// back to a pool by itself; do not keep it.
/// </summary>
public sealed partial class Call
{
    internal Call(Router router)
    {
        Router = router;
        Lane = router.Lanes.Make();
        Failover = new(router.TimeProvider, router.Jitter);
        Budget = new(this);
        Stream = new(this);
        Meter = new(this);
    }

    internal Router Router { get; }

    internal TaskDefinition Task { get; private set; } = null!;

    internal RoutingTable Table { get; private set; } = null!;

    internal Route Route { get; private set; } = null!;

    /// <summary>What the current attempt runs on. The one that wins a hedge takes its lane along.</summary>
    internal Lane Lane { get; set; }

    internal CallClock Clock => Lane.Clock;

    internal Failover Failover { get; }

    internal CallBudget Budget { get; }

    internal StreamExecution Stream { get; }

    internal CallMeter Meter { get; }

    internal AttemptLog Attempts { get; } = new();

    /// <summary>The canonical reply.</summary>
    internal Utf8Buffer Reply => Lane.Reply;

    /// <summary>The answer's text, unescaped.</summary>
    internal Utf8Buffer Text => Lane.Text;

    /// <summary>Appends JSON as it stands: the constant parts, which the generator has escaped already.</summary>
    /// <param name="json">A piece of JSON as UTF-8.</param>
    public void WriteJson(ReadOnlySpan<byte> json) => Lane.Body.Writer.Write(json);

    /// <summary>Appends text into the JSON string that is open, escaped.</summary>
    /// <param name="text">Any text; <see langword="null"/> is empty.</param>
    public void WriteText(ReadOnlySpan<char> text) => JsonText.Write(Lane.Body.Writer, text);

    /// <summary>Appends a number, date or other formattable value into the JSON string that is open, in invariant culture.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="format">A format for the value; empty for its default.</param>
    public void WriteFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable => JsonText.WriteFormatted(Lane.Body.Writer, value, format);

    /// <summary>Appends an enum's name into the JSON string that is open.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value; one without a name is written as its number.</param>
    public void WriteEnum<T>(T value)
        where T : struct, Enum => JsonText.WriteEnum(Lane.Body.Writer, value);

    /// <summary>
    /// Appends the member that asks for structured output. It is left out again for a candidate whose model does not hold to schemas.
    /// </summary>
    /// <param name="member">The whole member, comma first: <c>,"response_format":{…}</c>.</param>
    public void WriteResponseFormat(ReadOnlySpan<byte> member) => Lane.Body.WriteResponseFormat(member);

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
    internal Utf8Buffer Body => Lane.Body.Writer;

    /// <summary>What this request needs of a model, besides what its task requires. Set before the launch.</summary>
    internal Capabilities Needs { get; set; }

    /// <summary>The model that the request itself names; <see langword="null"/> for none. Set before the launch.</summary>
    internal string? NamedModel { get; set; }

    /// <summary>The most tokens of an answer that the request itself asks for; 0 for no limit of its own. Set before the launch.</summary>
    internal int AskedTokens { get; set; }

    /// <summary>Where the call came from. Set before the launch, by an entrance that knows.</summary>
    internal CallOrigin Origin { get; set; }

    /// <summary>What this call may cost beside the ceiling of its route, in nano-dollars. Set before the launch.</summary>
    internal long CeilingNanoUsd { get; set; }

    /// <summary>Who waits for what the call came to; <see langword="null"/> for nobody. Set before the launch.</summary>
    internal ICallSettlement? Settlement { get; set; }

    /// <summary>What is asked for. Set before the launch.</summary>
    internal ProviderOperation Operation
    {
        get => Lane.Body.Operation;
        set => Lane.Body.Operation = value;
    }

    /// <summary>Whether the reader of the answer gets the whole canonical reply instead of its text, and may accept tool calls.</summary>
    internal bool ReadsWholeReply { get; set; }

    /// <summary>Estimated tokens of the request, before the model's calibration.</summary>
    internal int InputTokens { get; private set; }

    /// <summary>From the start of the call to the first output of a model; <see langword="null"/> before it, or without a stream.</summary>
    internal TimeSpan? FirstToken { get; private set; }

    /// <summary>Whether the answer is wanted piece by piece.</summary>
    internal bool IsStream { get; private set; }

    /// <summary>The outcome that the call failed with; the default while it has not.</summary>
    internal Outcome Failure { get; set; }

    /// <summary>Whether its entrance has held it against the rules of the policy already. Set before the launch.</summary>
    internal bool IsRuled { get; set; }

    internal void Start(TaskDefinition task, RoutingTable table, Route route)
    {
        Task = task;
        Table = table;
        Route = route;
        Needs = task.Requires;
        NamedModel = null;
        AskedTokens = 0;
        CeilingNanoUsd = long.MaxValue;
        Session = null;
        Misfit = LastMisfit = null;
        IsRepair = false;
        ReadsWholeReply = IsRuled = false;
        FirstToken = null;
        Failure = default;
        Attempts.Clear();
        Lane.Body.Start();
    }

    /// <summary>The messages are written: the time runs from here.</summary>
    internal void Launch(bool isStream, CancellationToken cancellationToken)
    {
        IsStream = isStream;
        Lane.Body.End(isStream);
        var now = Clock.Start(Table.Limits.Deadline, cancellationToken);
        Meter.Start();
        InputTokens = RequestTokens.Estimate(Lane.Body.Written);
        if (!IsRuled && Table.Rules is { } rules)
            Rule(rules);
        if (Route.IsOpen)
            Route = NamedModel is null ? Route.Of(Classify()) : Route.With(NamedModel);

        var eligible = ModelChoice.Of(Route, NamedModel) & Planner.Plan(Route, Budget.PlanInput(now: now), Router.Jitter, Failover.Scores);
        Failover.Start(Route, eligible, Route.Attempts);
    }

    internal void NoteFirstToken(TimeSpan at) => FirstToken ??= at;

    /// <summary>The classifier that the call's policy asks for.</summary>
    internal PromptClassifier Classifier => Router.Classifiers.For(Table.Policy.Classifier);

    internal void ReadPrompt(Utf8Buffer prompt) => ChatRequest.ReadPrompt(Lane.Body.Written, prompt);

    private void Rule(RuleBook rules)
    {
        var topics = PromptTopic.None;
        if (rules.ReadsTopics)
        {
            Text.Clear();
            ReadPrompt(Text);
            topics = PromptTopics.Of(Text.Span);
        }

        var ruled = rules.Apply(Task, Route, new()
        {
            Asked = NamedModel ?? Task.Id,
            IsNamed = NamedModel is not null || Route.IsNamed,
            InputTokens = InputTokens,
            Topics = topics,
            LatencyTicks = Route.LatencyTicks,
            KeyId = Origin.KeyId,
            Team = Origin.Team,
            Tags = Origin.Tags,
        });

        // A rule has put other models in the place of the one that was named.
        if (NamedModel is not null && !ReferenceEquals(ruled.Candidates, Route.Candidates))
            NamedModel = null;
        Route = ruled;
    }

    private Tier Classify()
    {
        Text.Clear();
        ReadPrompt(Text);
        return Classifier.Classify(Text.Span).Tier;
    }
}
