namespace Cluster.OwnJobs;

/// <summary>Where a job comes from that is not built in, exactly enough for another process to find the same code.</summary>
/// <param name="Path">Full path of the assembly.</param>
/// <param name="Type">Full name of the definition in it.</param>
/// <param name="Build">Module version id of the assembly: the compiler gives every build with another content another one.</param>
internal sealed record JobOrigin(string Path, string Type, Guid Build);
