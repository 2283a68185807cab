namespace Cluster.Faults;

/// <summary>A failure as a value that can cross the process boundary.</summary>
/// <param name="Code">What kind.</param>
/// <param name="Message">What happened, to whom, and what to do next, in one line.</param>
/// <param name="Chunk">The chunk concerned; −1 if none.</param>
/// <param name="RemoteType">Type name of the exception in the worker; null if there was none.</param>
/// <param name="RemoteStack">Its stack trace.</param>
internal sealed record FaultInfo(FaultCode Code, string Message, int Chunk = -1, string? RemoteType = null, string? RemoteStack = null);
