using System.Text;

namespace Switchyard.Simulator;

/// <summary>A text that nobody can take for a model's answer, and that shows which request it belongs to.</summary>
internal static class StandInText
{
    private const int QuotedTokens = 8;
    private const string Filler = " This sentence only lends the stand-in its length.";

    public static string Compose(SimulatedModel model, SimulatedRequest request)
    {
        var begin = string.Concat(SimulatedTokens.Split(request.Prompt).Take(QuotedTokens)).ReplaceLineEndings(" ").Trim();
        var text = new StringBuilder($"[simulated {model.Id}] Stand-in for an answer to \"{begin}…\" ({request.Messages.Count} ")
            .Append(request.Messages.Count == 1 ? "message" : "messages")
            .Append($", {request.InputTokens} tokens).");
        var missing = model.AnswerTokens - SimulatedTokens.Count(text.ToString());
        for (var added = 0; added < missing; added += SimulatedTokens.Count(Filler))
            text.Append(Filler);
        return text.ToString();
    }
}
