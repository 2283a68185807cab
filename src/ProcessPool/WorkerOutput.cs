namespace Cluster;

/// <summary>A line that a worker wrote to its standard output or error.</summary>
/// <param name="WorkerId">The worker's number in its pool.</param>
/// <param name="ProcessId">Its process id.</param>
/// <param name="IsError">Whether it is from standard error.</param>
/// <param name="Text">The line, without its end. A line of more than 4,096 bytes comes in pieces. As it was written: control characters included.</param>
public readonly record struct WorkerOutput(int WorkerId, int ProcessId, bool IsError, string Text);
