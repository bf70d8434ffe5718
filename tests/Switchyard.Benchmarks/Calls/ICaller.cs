namespace Switchyard.Benchmarks.Calls;

/// <summary>One way to ask the same question.</summary>
internal interface ICaller
{
    string Name { get; }

    /// <summary>Asks, and returns the length of the answer's text.</summary>
    Task<int> CompleteAsync(string message);

    /// <summary>Asks for a stream, and returns the length of the answer's text.</summary>
    Task<int> StreamAsync(string message);
}
