using System.Diagnostics;

namespace Cluster.Dispatch;

/// <summary>Counts the tasks of one pool, for those who watch the meter and for those who ask the pool.</summary>
/// <remarks>Any thread.</remarks>
/// <param name="pool">Its name; null for none.</param>
/// <param name="running">How many tasks are running.</param>
internal sealed class PoolTelemetry(string? pool, Func<int> running)
{
    private readonly KeyValuePair<string, object?>[] _tags = pool is null ? [] : [new("cluster.pool", pool)];
    private long _submitted;
    private long _ended;

    /// <summary>Of measurements.</summary>
    internal ReadOnlySpan<KeyValuePair<string, object?>> Tags => _tags;

    internal int Running => running();

    /// <summary>Tasks that nobody has begun. An estimate while tasks come and go.</summary>
    internal long Waiting => Math.Max(0, Volatile.Read(ref _submitted) - Volatile.Read(ref _ended) - running());

    /// <summary>The pool has started.</summary>
    internal void Enter() => TaskMeter.Enter(this);

    /// <summary>The pool has ended.</summary>
    internal void Leave() => TaskMeter.Leave(this);

    internal void Submitted(int tasks)
    {
        Interlocked.Add(ref _submitted, tasks);
        TaskMeter.Submitted.Add(tasks, _tags);
    }

    /// <param name="exception">Null if the task has a value.</param>
    internal void Ended(Exception? exception)
    {
        Interlocked.Increment(ref _ended);
        switch (exception)
        {
            case null: TaskMeter.Completed.Add(1, _tags); break;
            case OperationCanceledException: TaskMeter.Cancelled.Add(1, _tags); break;
            default: TaskMeter.Failed.Add(1, _tags); break;
        }
    }

    /// <summary>Tasks that a worker answered together, with the time that they took together: each counts with the mean.</summary>
    internal void Took(string function, long ticks, int tasks)
    {
        if (!TaskMeter.Duration.Enabled) return;
        double seconds = (double)ticks / tasks / Stopwatch.Frequency;
        KeyValuePair<string, object?>[] tags = [.. _tags, new("cluster.function", function)];
        for (int i = 0; i < tasks; i++) TaskMeter.Duration.Record(seconds, tags);
    }
}
