namespace Cluster.Dispatch;

/// <summary>What a task may use before it is ended.</summary>
/// <param name="Timeout">From its start in a worker; null for any time.</param>
/// <param name="Attempts">How often it may be begun, if workers are lost over it; at least 1.</param>
internal readonly record struct CallLimits(TimeSpan? Timeout, int Attempts);
