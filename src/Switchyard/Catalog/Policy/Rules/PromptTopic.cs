namespace Switchyard;

/// <summary>What a prompt is about, told by the words and marks that it holds. A prompt may have several topics, or none.</summary>
[Flags]
public enum PromptTopic
{
    /// <summary>None that is known.</summary>
    None = 0,

    /// <summary>Source code, or a task about it.</summary>
    Code = 1,

    /// <summary>Mathematics.</summary>
    Mathematics = 2,

    /// <summary>Physics, chemistry or biology.</summary>
    Science = 4,

    /// <summary>Law.</summary>
    Law = 8,

    /// <summary>Medicine.</summary>
    Medicine = 16,

    /// <summary>Money, markets and the economy.</summary>
    Finance = 32,

    /// <summary>History and politics.</summary>
    History = 64,
}
