using Cluster.Coordinator.Reporting.Health;
using Cluster.Memory;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Whether large segments can use pages of 2 MiB.</summary>
internal static class HugePages
{
    internal static IEnumerable<Finding> Look()
    {
        if (!OperatingSystem.IsLinux()) yield break;
        var policy = HugePagePolicy.Read();
        yield return !policy.AllowsAnonymous
            ? Finding.Note("huge pages", $"anonymous memory: {policy.Anonymous ?? "unknown"}", $"echo madvise > {HugePagePolicy.Root}enabled: arrays fill faster")
            : Finding.Ok("huge pages", $"anonymous memory: {policy.Anonymous}");
        yield return !policy.AllowsShared
            ? Finding.Note("huge pages, shared", $"segments: {policy.Shared ?? "unknown"}", $"echo advise > {HugePagePolicy.Root}shmem_enabled: large ones map faster")
            : Finding.Ok("huge pages, shared", $"segments: {policy.Shared}");
    }
}
