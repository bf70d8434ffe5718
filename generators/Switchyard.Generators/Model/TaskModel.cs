namespace Switchyard.Generators;

/// <summary>Everything the emission needs of one task. Holds no Roslyn type, so that it can be cached and compared.</summary>
/// <remarks>How a task is done stands in <see cref="Body"/> alone, so that another kind of task is another kind of body.</remarks>
internal sealed record TaskModel(
    TaskClass Class,
    string Name,
    Tier Tier,
    Signature Signature,
    string Router,
    string Documentation,
    PromptBody Body)
{
    /// <summary>The identity in metrics, ledger and records.</summary>
    public string Id => $"{Class.Name}.{Name}";
}
