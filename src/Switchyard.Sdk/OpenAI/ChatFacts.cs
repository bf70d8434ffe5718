namespace Switchyard.Sdk;

/// <summary>What one pass over a reply or a chunk of the OpenAI wire found.</summary>
internal struct ChatFacts
{
    /// <summary>The reply's id; only looked for where it is asked for.</summary>
    public string? Id;

    /// <summary>Whether there is an array of choices, which may be empty.</summary>
    public bool HasChoices;

    /// <summary>Whether it holds an error object or is one.</summary>
    public bool HasError;

    /// <summary>The reason given by the first choice that gives one.</summary>
    public FinishReason Finish;

    /// <summary>Whether a choice ended with a reason that stands for an error.</summary>
    public bool FinishIsError;

    /// <summary>The model's refusal, or the piece of it in this chunk.</summary>
    public string? Refusal;

    /// <summary>The tokens used, as far as they are reported here.</summary>
    public TokenUsage Usage;

    /// <summary>Finish reasons under a vendor's own name, to be replaced by the canonical one. Usually none.</summary>
    public List<(int Start, int Length, string Canonical)>? Renames;
}
