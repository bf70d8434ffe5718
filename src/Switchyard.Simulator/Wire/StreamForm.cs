using System.Text;

namespace Switchyard.Simulator;

/// <summary>Renders one stream's pieces as a vendor frames them. The memory returned is good until the next call; empty where the vendor sends nothing.</summary>
internal abstract class StreamForm : IDisposable
{
    /// <summary>The media type.</summary>
    public virtual string ContentType => "text/event-stream; charset=utf-8";

    /// <summary>What keeps the connection alive without saying anything.</summary>
    public virtual ReadOnlyMemory<byte> KeepAlive => ": keep-alive\n\n"u8.ToArray();

    /// <summary>A piece that is no JSON.</summary>
    public abstract ReadOnlyMemory<byte> Malformed { get; }

    /// <summary>What follows when all has been said.</summary>
    public virtual ReadOnlyMemory<byte> Done => default;

    /// <summary>What comes before the first token.</summary>
    public abstract ReadOnlyMemory<byte> Begin(string? tool, SimulatedUsage usage);

    /// <summary>The reasoning, where the vendor shows it.</summary>
    public virtual ReadOnlyMemory<byte> Reasoning(int tokens) => default;

    /// <summary>One token of the text, or of a tool call's arguments.</summary>
    public abstract ReadOnlyMemory<byte> Token(string token, bool isArguments, SimulatedUsage usage);

    /// <summary>The end of the answer.</summary>
    public abstract ReadOnlyMemory<byte> Finish(string? reason, SimulatedUsage usage);

    /// <summary>The usage, where it has a piece of its own.</summary>
    public virtual ReadOnlyMemory<byte> Usage(SimulatedUsage usage) => default;

    /// <summary>An error inside the stream.</summary>
    public virtual ReadOnlyMemory<byte> Error(byte[] body, ErrorStyle style) =>
        Encoding.UTF8.GetBytes($"{(style == ErrorStyle.Anthropic ? "event: error\n" : "")}data: {Encoding.UTF8.GetString(body)}\n\n");

    public virtual void Dispose()
    {
    }
}
