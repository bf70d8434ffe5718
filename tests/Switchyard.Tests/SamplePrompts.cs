namespace Switchyard.Tests;

/// <summary>Prompts of many kinds and lengths, made from parts; the same every time.</summary>
internal static class SamplePrompts
{
    private static readonly string[] s_tasks =
    [
        "Translate the sentence to Spanish.", "Summarize the text in one line.", "Find the total cost.", "Explain why the contract is void.", "Which answer is correct?",
        "Prove that the sequence converges.", "Write a function that sorts a list in Python.", "What is the best treatment for the patient?", "List the big cities.",
        "Calculate the average speed of the car.", "Name the author of the book.", "Show that the matrix is invertible and compute its eigenvalues.",
    ];

    private static readonly string[] s_facts =
    [
        "A shop sold 14 bikes on Monday and twice as many on Tuesday.", "The plaintiff signed the deed before the defendant moved.", "Let f be a continuous function on [0, 1].",
        "The house has 3 rooms, and each room has 2 windows.", "Kids often buy small toys with their own money.", "The patient reports chest pain and a fever of 39.5 degrees.",
        "If the price rises by 15%, demand falls by a third.", "The passage describes the fall of the empire in 476.", "The list may hold null values, and must not be copied.",
    ];

    private static readonly string[] s_limits = ["", " Answer in at most 20 words.", " You must show every step and give exactly two reasons.", " Return JSON only.", "\nA. 12\nB. 15\nC. 20\nD. none of these"];

    public static List<string> Make(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var facts = string.Join(' ', Enumerable.Range(0, random.Next(0, 5)).Select(_ => s_facts[random.Next(s_facts.Length)]));
            return $"{facts} {s_tasks[random.Next(s_tasks.Length)]} (case {i}){s_limits[random.Next(s_limits.Length)]}".Trim();
        })];
    }
}
