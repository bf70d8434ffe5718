using System.Buffers;
using System.Text;
using Switchyard.Sdk;

namespace Switchyard.Plugins.Tests;

public sealed class SseReaderTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Events_are_the_same_wherever_the_bytes_are_split(string lineEnd)
    {
        var text = "\uFEFF: a comment\ndata: eins\n\nevent: named\ndata: zwei\nid: 7\ndata:  three\ndata\n\n:\n\nevent: empty\n\ndata:{\"ü\":1}\n\n"
            .Replace("\n", lineEnd);
        var bytes = Encoding.UTF8.GetBytes(text);
        string[] expected = ["|eins", "named|zwei\n three\n", "|{\"ü\":1}"];

        for (var split = 0; split <= bytes.Length; split++)
            Assert.Equal(expected, await ReadAsync(new PiecesStream(bytes[..split], bytes[split..])));
        Assert.Equal(expected, await ReadAsync(new PiecesStream([.. bytes.Select(one => new[] { one })])));
    }

    [Fact]
    public async Task An_event_is_delivered_at_its_empty_line_though_more_of_the_line_end_may_follow()
    {
        using var stream = new PiecesStream("data: now\r\n\r"u8.ToArray(), null!);
        using var reader = new SseReader(stream);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("now", Encoding.UTF8.GetString(reader.Data.Span));
        Assert.True(reader.IsWhole);
    }

    [Fact]
    public async Task An_event_without_its_empty_line_is_marked()
    {
        using var stream = new MemoryStream("data: cut"u8.ToArray());
        using var reader = new SseReader(stream);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.False(reader.IsWhole);
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Events_longer_than_the_buffer_are_whole()
    {
        var first = new string('x', 50_000);
        var second = new string('y', 200_000);
        var events = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($"data: {first}\n\ndata: {second}\ndata: end\n\n")));
        Assert.Equal(["|" + first, "|" + second + "\nend"], events);
    }

    [Fact]
    public async Task An_endless_event_is_given_up()
    {
        using var stream = new EndlessStream();
        using var reader = new SseReader(stream);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        using var reader = new SseReader(stream);
        var events = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            events.Add($"{Encoding.UTF8.GetString(reader.EventName)}|{Encoding.UTF8.GetString(reader.Data.Span)}");
        await stream.DisposeAsync();
        return events;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }

    [BoundedFact]
    public async Task A_buffer_that_a_read_still_writes_to_is_not_given_back()
    {
        using var stream = new DeafStream();
        var reader = new SseReader(stream);
        using var caller = new CancellationTokenSource();
        var read = reader.ReadAsync(caller.Token).AsTask();
        await caller.CancelAsync();

        reader.Dispose();
        var other = ArrayPool<byte>.Shared.Rent(stream.Buffer.Length);
        Assert.NotSame(stream.Buffer, other);
        ArrayPool<byte>.Shared.Return(other);

        // The bytes that came late are nobody's.
        stream.Arrive("data: late\n\n"u8);
        Assert.False(await read);
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }
}
