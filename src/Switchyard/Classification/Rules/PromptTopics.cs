namespace Switchyard;

/// <summary>Tells the topics of a prompt from what was counted in it. A single word of a subject is no topic: many of them have other uses.</summary>
internal static class PromptTopics
{
    private const int SomeWords = 2;
    private const int SomeCodeWords = 3;

    /// <summary>The topics of a prompt, as UTF-8.</summary>
    public static PromptTopic Of(ReadOnlySpan<byte> prompt)
    {
        Span<int> counts = stackalloc int[(int)Signal.Count];
        Span<uint> tokens = stackalloc uint[PromptReader.MaxTokens];
        PromptReader.Read(prompt, counts, tokens);
        return Of(counts);
    }

    private static PromptTopic Of(ReadOnlySpan<int> counts)
    {
        var topics = IsCode(counts) ? PromptTopic.Code : PromptTopic.None;
        if (counts[(int)Signal.Mathematics] + counts[(int)Signal.MathMarks] >= SomeWords
            || (counts[(int)Signal.Mathematics] > 0 && counts[(int)Signal.Proof] + counts[(int)Signal.Computation] > 0))
        {
            topics |= PromptTopic.Mathematics;
        }

        if (counts[(int)Signal.Physics] + counts[(int)Signal.Biology] >= SomeWords)
            topics |= PromptTopic.Science;
        if (counts[(int)Signal.Legal] >= SomeWords)
            topics |= PromptTopic.Law;
        if (counts[(int)Signal.Medical] >= SomeWords)
            topics |= PromptTopic.Medicine;
        if (counts[(int)Signal.Financial] >= SomeWords)
            topics |= PromptTopic.Finance;
        return counts[(int)Signal.History] >= SomeWords ? topics | PromptTopic.History : topics;
    }

    // The name of a language is a name of other things too, until something is to be made or mended in it.
    private static bool IsCode(ReadOnlySpan<int> counts) =>
        counts[(int)Signal.CodeFences] > 0
        || counts[(int)Signal.CodeWord] >= SomeCodeWords
        || (counts[(int)Signal.CodeLanguage] > 0 && counts[(int)Signal.CodeWord] + counts[(int)Signal.Creation] + counts[(int)Signal.Mathematics] > 0);
}
