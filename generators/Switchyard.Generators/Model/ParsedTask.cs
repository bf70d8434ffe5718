namespace Switchyard.Generators;

/// <summary>What came of a declaration: exactly one of the two is there.</summary>
/// <param name="Class">The class that it stands in.</param>
/// <param name="Model">The task, if it can be implemented.</param>
/// <param name="Refused">The task, if it cannot.</param>
internal sealed record ParsedTask(TaskClass Class, TaskModel? Model, RefusedTask? Refused);
