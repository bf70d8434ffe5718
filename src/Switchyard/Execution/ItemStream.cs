using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>A streamed list: pulls chunks, and hands on the items that they complete.</summary>
internal static class ItemStream
{
    public static async IAsyncEnumerable<T> ReadAsync<T>(Call call, ValueReader<T> item, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scanner = new ItemScanner();
        var stream = call.Stream;
        stream.Start(cancellationToken, () => new ItemCheck<T>(item));
        try
        {
            while (await stream.ReadAsync().ConfigureAwait(false))
            {
                scanner.Append(stream.Text);
                while (TryRead(scanner, item, out var value))
                    yield return value;
            }
        }
        finally
        {
            try
            {
                await stream.StopAsync().ConfigureAwait(false);
            }
            finally
            {
                call.Release();
            }
        }
    }

    private static bool TryRead<T>(ItemScanner scanner, ValueReader<T> item, out T value)
    {
        if (scanner.TryNext(out var json))
        {
            value = ItemCheck<T>.Read(json, item);
            return true;
        }

        value = default!;
        return false;
    }
}
