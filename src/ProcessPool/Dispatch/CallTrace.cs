using System.Diagnostics;
using Cluster.Diagnostics;

namespace Cluster.Dispatch;

/// <summary>What a call's tasks belong to, where somebody traces: an activity for each task, from when it is submitted until it ends.</summary>
/// <remarks>
/// Where nobody listens to the source, but something that is traced submits, the tasks' parent is that itself. Begun on the user's thread; ended by whoever
/// ends the tasks, each once.
/// </remarks>
internal sealed class CallTrace
{
    internal const string Name = "cluster.task";

    private readonly ActivityContext _parent;
    private readonly Activity?[]? _tasks;

    private CallTrace(ActivityContext parent, Activity?[]? tasks) => (_parent, _tasks) = (parent, tasks);

    /// <summary>Null where nobody traces, which is to be found out in some nanoseconds.</summary>
    /// <param name="function">That is called.</param>
    /// <param name="count">Tasks.</param>
    /// <param name="pool">Its name; null for none.</param>
    internal static CallTrace? Begin(string function, int count, string? pool)
    {
        Activity? current = Activity.Current;
        bool heard = ClusterTelemetry.Source.HasListeners();
        if (current is null && !heard) return null;
        ActivityContext parent = current is { IdFormat: ActivityIdFormat.W3C } ? current.Context : default;
        var tasks = heard ? new Activity?[count] : null;
        for (int task = 0; task < tasks?.Length; task++)
        {
            tasks[task] = Start(function, pool);
            // It is the user's thread, and the user goes on with something else.
            Activity.Current = current;
        }

        return parent == default && tasks?.Any(static task => task is not null) != true ? null : new CallTrace(parent, tasks);
    }

    /// <summary>For the message: the parents of the tasks that it holds. Null if none has one.</summary>
    internal byte[]? Encode(Call call)
    {
        if (_tasks is null) return TraceContext.Write(_parent.TraceId, _parent.TraceFlags, [_parent.SpanId]);
        ActivityContext any = _parent;
        var spans = new ActivitySpanId[call.Count];
        for (int place = 0; place < spans.Length; place++)
        {
            ActivityContext own = _tasks[call.TaskAt(place)]?.Context ?? _parent;
            spans[place] = own.SpanId;
            if (own != default) any = own;
        }

        return any == default ? null : TraceContext.Write(any.TraceId, any.TraceFlags, spans);
    }

    /// <summary>Says where a task ran.</summary>
    internal void Give(int task, int worker, int processId, int attempt)
    {
        if (_tasks?[task] is not { IsAllDataRequested: true } activity) return;
        activity.SetTag("cluster.worker.id", worker);
        activity.SetTag("process.pid", processId);
        activity.SetTag("cluster.task.attempt", attempt);
    }

    internal void End(int task, Exception? exception)
    {
        if (_tasks?[task] is not { } activity) return;
        activity.SetTag("cluster.task.status", exception switch { null => "succeeded", OperationCanceledException => "cancelled", _ => "failed" });
        if (exception is not null and not OperationCanceledException)
        {
            activity.SetStatus(ActivityStatusCode.Error, exception.Message);
            activity.SetTag("error.type", exception is RemoteTaskException remote ? remote.RemoteTypeName : exception.GetType().FullName);
        }

        // To stop an activity makes current on this thread what was current where it began.
        Activity? own = Activity.Current;
        activity.Stop();
        Activity.Current = own;
    }

    private static Activity? Start(string function, string? pool)
    {
        Activity? activity = ClusterTelemetry.Source.StartActivity(Name, ActivityKind.Client);
        if (activity?.IsAllDataRequested != true) return activity;
        activity.SetTag("cluster.function", function);
        if (pool is not null) activity.SetTag("cluster.pool", pool);
        return activity;
    }
}
