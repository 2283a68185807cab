namespace Cluster;

/// <summary>What became of one task of a map: its value or its failure, as data.</summary>
/// <typeparam name="TResult">What the function gives.</typeparam>
public readonly record struct TaskOutcome<TResult>
{
    private readonly TResult? _value;

    internal TaskOutcome(long index, TResult? value, Exception? exception) => (Index, _value, Exception) = (index, value, exception);

    /// <summary>The input's place in the source, from 0.</summary>
    public long Index { get; }

    /// <summary>Why there is no value; <see langword="null"/> if there is one.</summary>
    public Exception? Exception { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => Exception is null;

    /// <summary>What the function returned.</summary>
    /// <exception cref="RemoteTaskException">The task failed, and this is how; likewise <see cref="WorkerLostException"/>, <see cref="TaskTimeoutException"/> and <see cref="OperationCanceledException"/>.</exception>
    public TResult Value
    {
        get
        {
            if (Exception is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(Exception);
            return _value!;
        }
    }
}
