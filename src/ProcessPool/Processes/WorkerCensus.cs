using Cluster.Protocol;

namespace Cluster.Processes;

/// <summary>Which workers are connected, and what went through all connections that there are and were.</summary>
/// <remarks>Any thread. A worker is entered once and leaves once; between the two nothing of it costs anything but being asked.</remarks>
internal sealed class WorkerCensus
{
    private readonly Lock _gate = new();
    private readonly HashSet<MessageChannel> _channels = [];
    private long _sent;
    private long _received;

    internal int Alive
    {
        get
        {
            lock (_gate) return _channels.Count;
        }
    }

    internal long BytesSent
    {
        get
        {
            lock (_gate) return _sent + _channels.Sum(static channel => channel.BytesSent);
        }
    }

    internal long BytesReceived
    {
        get
        {
            lock (_gate) return _received + _channels.Sum(static channel => channel.BytesReceived);
        }
    }

    /// <summary>A worker is connected.</summary>
    internal void Enter(MessageChannel channel)
    {
        lock (_gate) _channels.Add(channel);
    }

    /// <summary>It is gone; nothing is sent to it any more.</summary>
    internal void Leave(MessageChannel channel)
    {
        lock (_gate)
        {
            if (!_channels.Remove(channel)) return;
            _sent += channel.BytesSent;
            _received += channel.BytesReceived;
        }
    }
}
