using Microsoft.Extensions.Logging;

namespace Cluster.Dispatch;

/// <summary>Tells a user's listener what there is to tell, one after the other, on a thread of the thread pool.</summary>
/// <remarks>
/// Any thread reports, and is back at once: a listener that blocks, or throws, must not hold up the thread that reads what a worker sends. What it throws is logged.
/// Where it is slower than the reports come, the oldest are left out.
/// </remarks>
/// <param name="listener">The user's.</param>
/// <param name="log">Hears what it throws.</param>
internal sealed class ReportQueue<T>(IProgress<T> listener, ILogger log) : IProgress<T>
{
    // So much that nobody who listens at all misses anything, and so little that nobody notices the memory.
    private const int Most = 4096;

    private readonly Queue<T> _waiting = new();
    private bool _telling;

    public void Report(T value)
    {
        lock (_waiting)
        {
            if (_waiting.Count == Most) _waiting.Dequeue();
            _waiting.Enqueue(value);
            if (_telling) return;
            _telling = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Tell(), this, preferLocal: false);
    }

    private void Tell()
    {
        while (TryTake(out T? value))
        {
            try
            {
                listener.Report(value);
            }
            catch (Exception ex)
            {
                log.ListenerThrew(ex, listener.GetType().Name);
            }
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        lock (_waiting) return _telling = _waiting.TryDequeue(out value);
    }
}
