namespace Cluster.Dispatch;

/// <summary>A thread that sends what might block.</summary>
internal sealed class LaneSender : IDisposable
{
    private readonly SemaphoreSlim _work = new(0);
    private readonly Action _send;
    private volatile bool _closed;

    /// <param name="worker">For the thread's name.</param>
    /// <param name="send">Sends all that there is room for.</param>
    internal LaneSender(int worker, Action send)
    {
        _send = send;
        new Thread(Run) { IsBackground = true, Name = $"sender {worker}" }.Start();
    }

    internal void Wake() => _work.Release();

    public void Dispose()
    {
        _closed = true;
        _work.Release();
    }

    private void Run()
    {
        while (true)
        {
            _work.Wait();
            if (_closed) return;
            _send();
        }
    }
}
