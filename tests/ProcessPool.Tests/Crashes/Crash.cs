namespace Cluster.Tests.Pools.Crashes;

/// <summary>A way for a task to take its process with it.</summary>
public enum Crash
{
    /// <summary>C code reads from address 0.</summary>
    NativeFault,

    /// <summary>Managed code writes where nothing is mapped; near address 0 it would be an exception.</summary>
    ManagedFault,

    /// <summary><c>abort()</c>.</summary>
    Abort,

    /// <summary><see cref="Environment.Exit"/> with 0.</summary>
    Exit,

    /// <summary><see cref="Environment.FailFast(string)"/>.</summary>
    FailFast,

    /// <summary>Calls itself without end.</summary>
    StackOverflow,

    /// <summary>SIGKILL, as from outside.</summary>
    Kill,

    /// <summary>Writes bytes of no meaning to every socket of the process.</summary>
    Garbage,
}
