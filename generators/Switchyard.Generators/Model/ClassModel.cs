namespace Switchyard.Generators;

/// <summary>A class with its tasks in the order in which they stand: one emitted file.</summary>
/// <param name="Class">The class.</param>
/// <param name="HintName">The name of the emitted file, without its ending.</param>
/// <param name="Tasks">The tasks that are implemented.</param>
/// <param name="Refused">Those that only get a half that throws.</param>
internal sealed record ClassModel(TaskClass Class, string HintName, EquatableArray<TaskModel> Tasks, EquatableArray<RefusedTask> Refused);
