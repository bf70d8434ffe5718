namespace Switchyard.Generators;

/// <summary>
/// A task that cannot be implemented, but whose declaration can be repeated. It gets a half that throws: without one the compiler stops at the
/// missing half, before any analyzer has run, and the user never reads what is wrong.
/// </summary>
/// <param name="Id">The task's identity in messages.</param>
/// <param name="Declaration">The whole declaration of the implementing half, as it is written in code.</param>
/// <param name="Rule">The rule that refuses it; empty where the compiler has an error of its own to show.</param>
/// <param name="Routers">
/// Expressions for what the task could have called. The half uses them, or the compiler would warn of members and parameters that only the
/// mistake leaves unused.
/// </param>
/// <param name="IsIterator">Whether it must be an iterator, because a parameter of the user's half is marked as only an iterator's can be.</param>
internal sealed record RefusedTask(string Id, string Declaration, string Rule, EquatableArray<string> Routers, bool IsIterator);
