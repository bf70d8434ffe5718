using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Switchyard.Storage;

/// <summary>
/// One piece of the journal: a file mapped into memory. What is written there is in the system's page cache, which outlives the process. A segment
/// without a file is used while none can be made. One thread at a time appends, another reads.
/// </summary>
internal sealed unsafe class JournalSegment : IDisposable
{
    private readonly MemoryMappedFile? _mapping;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly string? _file;
    private readonly byte* _start;
    private readonly int _capacity;
    private readonly uint _seed;
    private int _tail = SegmentHeader.Length;
    private JournalSegment? _next;

    private JournalSegment(long id, Guid store, int capacity, string? file)
    {
        Id = id;
        _capacity = capacity;
        _seed = SegmentHeader.Seed(id, store);
        _file = file;
        if (file is null)
        {
            _start = (byte*)NativeMemory.AllocZeroed((nuint)capacity);
            return;
        }

        _mapping = MemoryMappedFile.CreateFromFile(file, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.ReadWrite);
        _view = _mapping.CreateViewAccessor(0, capacity, MemoryMappedFileAccess.ReadWrite);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public long Id { get; }

    /// <summary>Whether what is written here outlives the process.</summary>
    public bool IsDurable => _file is not null;

    /// <summary>Where the last whole record ends.</summary>
    public int Tail => Volatile.Read(ref _tail);

    /// <summary>The segment after this one; once there is one, the tail moves no more.</summary>
    public JournalSegment? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Makes the file with all its blocks: writing into a mapping for which the disk has no room would end the process.</summary>
    /// <exception cref="IOException">There is no room, or the folder is gone.</exception>
    public static JournalSegment Create(StoreFolder folder, long id, Guid store, int capacity)
    {
        var file = folder.Segment(id);
        var temporary = file + ".tmp";
        using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            var zeros = new byte[64 * 1024];
            SegmentHeader.Write(zeros, id, store, capacity);
            for (long offset = 0; offset < capacity; offset += zeros.Length)
            {
                RandomAccess.Write(handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, capacity - offset)), offset);
                if (offset == 0)
                    zeros.AsSpan(0, SegmentHeader.Length).Clear();
            }
        }

        File.Move(temporary, file);
        return new(id, store, capacity, file);
    }

    public static JournalSegment CreateInMemory(long id, Guid store, int capacity) => new(id, store, capacity, file: null);

    /// <returns>False if the segment is full.</returns>
    public bool TryAppend(ReadOnlySpan<byte> record)
    {
        var offset = _tail;
        var size = RecordFrame.SizeOf(record.Length);
        if (size > _capacity - offset)
            return false;

        record.CopyTo(new Span<byte>(_start + offset + RecordFrame.HeaderLength, record.Length));
        Volatile.Write(ref *(ulong*)(_start + offset), RecordFrame.Header(_seed, offset, record));
        Volatile.Write(ref _tail, offset + size);
        return true;
    }

    /// <summary>The whole records from <paramref name="offset"/> to the tail of this moment.</summary>
    public RecordScan Scan(int offset) => new(new ReadOnlySpan<byte>(_start, Tail), offset, _seed);

    /// <summary>Gives the memory back and deletes the file: all of it is in the database.</summary>
    public void Delete()
    {
        Dispose();
        if (_file is null)
            return;

        try
        {
            File.Delete(_file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies before the position in the database: the next start passes over it and tries again.
        }
    }

    public void Dispose()
    {
        if (_view is null)
        {
            NativeMemory.Free(_start);
            return;
        }

        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping!.Dispose();
    }
}
