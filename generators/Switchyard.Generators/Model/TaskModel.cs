namespace Switchyard.Generators;

/// <summary>Everything the emission needs of one task. Holds no Roslyn type, so that it can be cached and compared.</summary>
/// <param name="Class">The class.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Id">The identity in metrics, ledger and records.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Signature">The declaration to repeat.</param>
/// <param name="Router">An expression for the router.</param>
/// <param name="Documentation">The user's doc comment.</param>
/// <param name="Body">What is done.</param>
/// <param name="Constraints">What its attributes say of its route.</param>
/// <param name="WithoutFile">What takes its place if a file that it names is not there; <see langword="null"/> if it names none.</param>
/// <remarks>How a task is done stands in <see cref="Body"/> alone, so that another kind of task is another kind of body.</remarks>
internal sealed record TaskModel(
    TaskClass Class,
    string Name,
    string Id,
    Tier Tier,
    Signature Signature,
    string Router,
    string Documentation,
    PromptBody Body,
    TaskConstraints Constraints,
    RefusedTask? WithoutFile);
