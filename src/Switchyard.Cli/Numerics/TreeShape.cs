namespace Switchyard.Cli;

/// <summary>How trees are grown.</summary>
/// <param name="InputsTried">Inputs tried for each split, at random.</param>
/// <param name="LeastRows">The fewest rows of a leaf.</param>
/// <param name="Depth">The most splits above a leaf.</param>
/// <param name="Rate">The share of a leaf's value that is believed.</param>
/// <param name="Shrinkage">That many rows' worth of evidence for zero in every leaf.</param>
internal sealed record TreeShape(int InputsTried, int LeastRows, int Depth = 64, double Rate = 1, double Shrinkage = 0);
