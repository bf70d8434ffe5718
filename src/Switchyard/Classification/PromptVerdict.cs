using System.Text;

namespace Switchyard;

/// <summary>What the classifier thinks of a prompt. A small value: nothing is put into words until <see cref="ToString"/>.</summary>
public readonly struct PromptVerdict
{
    private readonly Reason _first;
    private readonly Reason _second;
    private readonly Reason _third;
    private readonly byte _reasons;
    private readonly bool _foreign;

    internal PromptVerdict(Tier tier, float difficulty, bool foreign, ReadOnlySpan<Reason> reasons)
    {
        Tier = tier;
        Difficulty = difficulty;
        _foreign = foreign;
        _reasons = (byte)reasons.Length;
        if (reasons.Length > 0) _first = reasons[0];
        if (reasons.Length > 1) _second = reasons[1];
        if (reasons.Length > 2) _third = reasons[2];
    }

    /// <summary>The tier whose models should answer; never <see cref="Tier.Auto"/>.</summary>
    public Tier Tier { get; }

    /// <summary>How hard the prompt looks, 0 (trivial) to 1 (very hard). A rank, not a probability.</summary>
    public float Difficulty { get; }

    /// <summary>The verdict in words, such as "frontier: asks for a proof; 3 constraints". Allocates.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Tier switch { Tier.Cheap => "cheap", Tier.Mid => "mid", _ => "frontier" });
        var separator = ": ";
        if (_foreign)
        {
            text.Append(separator).Append("not in English, so towards the middle");
            separator = "; ";
        }

        for (var i = 0; i < _reasons; i++)
        {
            text.Append(separator).Append(RuleModel.Say(i == 0 ? _first : i == 1 ? _second : _third));
            separator = "; ";
        }

        if (_reasons == 0 && !_foreign) text.Append(": nothing out of the ordinary");
        return text.ToString();
    }
}
