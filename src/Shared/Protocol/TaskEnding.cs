namespace Cluster.Protocol;

/// <summary>How a task ended, as its worker says.</summary>
/// <remarks>The numbers are on the wire.</remarks>
internal enum TaskEnding : byte
{
    /// <summary>It returned; its value follows.</summary>
    Returned = 0,

    /// <summary>It threw, or its arguments or its result could not travel; the exception follows.</summary>
    Threw = 1,

    /// <summary>It heeded its cancelled token; nothing follows.</summary>
    Cancelled = 2,
}
