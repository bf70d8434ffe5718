namespace Switchyard.Cli;

/// <summary>One decision: a score (send the highest to the strong model), or a model, with all models called on the way.</summary>
internal sealed record Prediction(string Id, double? Score, string? Model, IReadOnlyList<string>? Called = null, string? Point = null);
