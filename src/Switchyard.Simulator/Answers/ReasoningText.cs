namespace Switchyard.Simulator;

/// <summary>Stands in for the thoughts of a model, on wires that show them.</summary>
internal static class ReasoningText
{
    public static string Of(int tokens) => $"[simulated] {tokens} tokens of reasoning.";
}
