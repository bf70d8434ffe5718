namespace Switchyard.Generators;

/// <summary>A class with its tasks in the order in which they stand: one emitted file.</summary>
internal sealed record ClassModel(TaskClass Class, string HintName, EquatableArray<TaskModel> Tasks);
