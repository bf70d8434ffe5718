namespace Switchyard;

/// <summary>How capable, and so how dear, a model a task needs.</summary>
public enum Tier
{
    /// <summary>Decided per prompt by the classifier.</summary>
    Auto = 0,

    /// <summary>Short, well-defined work: classify, extract, rephrase.</summary>
    Cheap = 1,

    /// <summary>Ordinary writing and reasoning.</summary>
    Mid = 2,

    /// <summary>Work that only the most capable models do well.</summary>
    Frontier = 3,
}
