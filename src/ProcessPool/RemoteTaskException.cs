using Cluster.Faults;

namespace Cluster;

/// <summary>A task's function threw, or what it was given or gave could not travel. Only that task fails; its worker goes on.</summary>
public sealed class RemoteTaskException : Exception
{
    internal RemoteTaskException(string function, ExceptionInfo remote, int workerId, int processId, int attempt, Exception? inner = null)
        : base($"{function} threw {remote.TypeName}: {remote.Message}", inner ?? InnerOf(function, remote, workerId, processId, attempt))
    {
        (Remote, WorkerId, ProcessId, Attempt) = (remote, workerId, processId, attempt);
    }

    /// <summary>The exception as data: its type's name, message and stack, and the exceptions within it.</summary>
    public ExceptionInfo Remote { get; }

    /// <summary>Full name of the type of the exception that was thrown in the worker.</summary>
    public string RemoteTypeName => Remote.TypeName;

    /// <summary>The stack trace in the worker; <see langword="null"/> if it had none.</summary>
    public string? RemoteStackTrace => Remote.Stack;

    /// <summary>The worker's number in its pool.</summary>
    public int WorkerId { get; }

    /// <summary>The worker's process id.</summary>
    public int ProcessId { get; }

    /// <summary>Which attempt at the task it was; 1 is the first.</summary>
    public int Attempt { get; }

    /// <summary>The message with both stack traces, the worker's first.</summary>
    public override string ToString() =>
        $"{GetType().FullName}: {Message} (worker {WorkerId}, pid {ProcessId}, attempt {Attempt}){Environment.NewLine}{RemoteStackTrace}{Environment.NewLine}"
        + $"--- as seen by the program that submitted it ---{Environment.NewLine}{StackTrace}";

    private static RemoteTaskException? InnerOf(string function, ExceptionInfo remote, int workerId, int processId, int attempt) =>
        remote.Inner.Count == 0 ? null : new RemoteTaskException(function, remote.Inner[0], workerId, processId, attempt);
}
