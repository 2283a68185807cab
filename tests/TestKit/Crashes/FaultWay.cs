namespace Cluster.TestKit.Crashes;

/// <summary>How a worker fails.</summary>
public enum FaultWay
{
    /// <summary>What a broken connection throws; in the user's code, what such code throws.</summary>
    Throw,

    /// <summary><see cref="Environment.Exit"/> with 0.</summary>
    Exit0,

    /// <summary><see cref="Environment.Exit"/> with 3.</summary>
    Exit3,

    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>C code writes to address 0.</summary>
    Segv,

    /// <summary>The thread stops for good; the process lives, and so does the thread that watches the coordinator.</summary>
    Hang,

    /// <summary>Bytes that mean nothing are sent, and then nothing.</summary>
    Garbage,
}
