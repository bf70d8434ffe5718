namespace Switchyard.Generators;

/// <summary>A model that a task could go to.</summary>
/// <param name="Model">Its full id.</param>
/// <param name="Rejection">Why it cannot; <see cref="Switchyard.Rejection.None"/> if it can.</param>
/// <param name="Missing">What it would have to be able to do.</param>
/// <param name="WorstCost">What an attempt can cost at most, in USD; <see langword="null"/> if that is not known.</param>
internal sealed record RouteCandidate(string Model, Rejection Rejection, Capabilities Missing, decimal? WorstCost);
