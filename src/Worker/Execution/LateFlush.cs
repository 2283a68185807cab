using Cluster.Protocol;

namespace Cluster.Worker.Execution;

/// <summary>Sends what was posted and left lying, in case nothing else does: the task that follows was expected to be short, and is not.</summary>
/// <param name="channel">To the coordinator.</param>
internal sealed class LateFlush : IDisposable
{
    private const int Milliseconds = 2;

    private readonly MessageChannel _channel;
    private readonly Timer _timer;
    private int _armed;

    internal LateFlush(MessageChannel channel)
    {
        _channel = channel;
        _timer = new Timer(static late => ((LateFlush)late!).Flush(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Something may be left lying.</summary>
    internal void Arm()
    {
        if (Volatile.Read(ref _armed) != 0 || _channel.UnflushedBytes == 0) return;
        Volatile.Write(ref _armed, 1);
        _timer.Change(Milliseconds, Timeout.Infinite);
    }

    public void Dispose() => _timer.Dispose();

    private void Flush()
    {
        Volatile.Write(ref _armed, 0);
        try
        {
            _channel.Flush();
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // The session's own thread finds out.
        }
    }
}
