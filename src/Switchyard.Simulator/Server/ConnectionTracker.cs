using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Switchyard.Simulator;

/// <summary>Knows the live connections of one listener, to be able to cut them all at once.</summary>
internal sealed class ConnectionTracker
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _live = new();
    private volatile bool _isKilled;

    public ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        _live[connection.ConnectionId] = connection;
        try
        {
            // Checked after it was added, so that a connection that comes in during a kill is cut by one side or the other.
            if (_isKilled)
                Reset(connection);
            else
                await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _live.TryRemove(connection.ConnectionId, out _);
        }
    };

    public void ResetAll()
    {
        _isKilled = true;
        foreach (var connection in _live.Values)
            Reset(connection);
    }

    private static void Reset(ConnectionContext connection)
    {
        Connection.Reset(connection.Features.Get<IConnectionSocketFeature>());
        connection.Abort();
    }
}
