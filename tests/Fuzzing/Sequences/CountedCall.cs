using Cluster.Calls;
using Cluster.Dispatch;
using Cluster.Tasks.Values;
using MessagePack;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A call of some tasks, each of which has to end once: with its own value, or with an exception.</summary>
/// <remarks>A task's argument is its number, and its value the argument and 1,000.</remarks>
internal sealed class CountedCall : Call
{
    private readonly int[] _ends;
    private bool _completed;

    internal CountedCall(FunctionEntry function, int tasks, int attempts)
        : base(function, new CallLimits(null, attempts))
    {
        _ends = new int[tasks];
        byte[] arguments = new byte[tasks];
        int[] offsets = new int[tasks];
        for (int i = 0; i < tasks; i++) (arguments[i], offsets[i]) = ((byte)i, i);
        Load(arguments, offsets, tasks, ValueScope.OfCoordinator(""));
    }

    internal const int Added = 1000;

    /// <summary>Whether all have ended, and the call was told so.</summary>
    internal bool IsOver => _completed && Array.TrueForAll(_ends, static ends => ends == 1);

    internal override void Return(int task, ref MessagePackReader reader)
    {
        bool isValue = ResultReader.TryRead(ref reader, Scope, out int value, out _);
        if (isValue && value != task + Added) throw new InvalidOperationException($"task {task} was given {value}, which is another's");
        End(task);
    }

    internal override void Fail(int task, Exception exception) => End(task);

    internal override void Cancel(int task) => End(task);

    internal override void Complete()
    {
        if (_completed) throw new InvalidOperationException("a call was completed twice");
        _completed = true;
    }

    internal override ValueTask RunHereAsync(int task, WorkerContext context, CancellationToken cancelled) =>
        throw new NotSupportedException();

    private void End(int task)
    {
        if (++_ends[task] > 1) throw new InvalidOperationException($"task {task} ended twice");
    }
}
