namespace Switchyard.Conformance;

/// <summary>Compares what came with what must come.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new ConformanceException($"{what} must be {Show(expected)}, but is {Show(actual)}.");
    }

    public static void True(bool condition, string sentence)
    {
        if (!condition)
            throw new ConformanceException(sentence);
    }

    private static string Show<T>(T value) => value switch
    {
        null => "null",
        string { Length: > 200 } text => $"\"{text[..200]}…\"",
        string text => $"\"{text}\"",
        _ => value.ToString()!,
    };
}
