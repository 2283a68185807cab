namespace FaultyJobs;

/// <summary>What user code may do to its process.</summary>
public enum PoisonWay
{
    /// <summary><see cref="Environment.Exit"/> with 0.</summary>
    Exit0,

    /// <summary>With 1.</summary>
    Exit1,

    /// <summary>With 99.</summary>
    Exit99,

    /// <summary>With 137, which looks like SIGKILL.</summary>
    Exit137,

    /// <summary>SIGKILL, as from outside.</summary>
    Kill,

    /// <summary>C code writes to address 0.</summary>
    NativeFault,

    /// <summary>Managed code writes where nothing is mapped.</summary>
    ManagedFault,

    /// <summary>Calls itself without end.</summary>
    StackOverflow,

    /// <summary><see cref="Environment.FailFast(string)"/>.</summary>
    FailFast,

    /// <summary>Another thread throws, and nobody catches it.</summary>
    OtherThread,

    /// <summary>An <c>async void</c> throws.</summary>
    AsyncVoid,

    /// <summary>An exception of the job's own.</summary>
    Throw,

    /// <summary>Never returns.</summary>
    Spin,
}
