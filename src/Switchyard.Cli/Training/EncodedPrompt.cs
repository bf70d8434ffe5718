namespace Switchyard.Cli;

/// <summary>A prompt as the trainers see it.</summary>
/// <param name="Inputs">Standardised counts, then topics.</param>
/// <param name="Topics">The topics alone, of unit length, for similarity.</param>
/// <param name="Length">The length of what is asked, standardised: the plainest sign of a task with many steps.</param>
/// <param name="Form">One bit each for answer choices, code, and a language other than English.</param>
/// <param name="Words">1 for each of the most frequent words and word pairs that it holds: how people ask, not what about.</param>
internal sealed record EncodedPrompt(float[] Inputs, float[] Topics, double Length, int Form, float[] Words);
