namespace Switchyard.Cli;

/// <summary>One held-out training row of a cascade.</summary>
/// <param name="Agree">Whether the cheap answers agree.</param>
/// <param name="Gain">Expected quality of the reference − of the cheap answer.</param>
/// <param name="Cost">Expected dollars of the reference.</param>
/// <param name="Paid">Dollars of the two cheap calls.</param>
/// <param name="TrueCost">Dollars of the reference.</param>
/// <param name="TrueCheap">Quality of the cheap answer.</param>
/// <param name="TrueReference">Quality of the reference.</param>
/// <param name="Wanted">Quality to be kept.</param>
internal readonly record struct CascadeCase(
    bool Agree, double Gain, double Cost, double Paid, double TrueCost, double TrueCheap, double TrueReference, double Wanted);
