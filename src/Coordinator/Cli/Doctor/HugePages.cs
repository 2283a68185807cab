using Cluster.Coordinator.Reporting.Health;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Whether large segments can use pages of 2 MiB.</summary>
internal static class HugePages
{
    private const string Root = "/sys/kernel/mm/transparent_hugepage/";

    internal static IEnumerable<Finding> Look()
    {
        if (!OperatingSystem.IsLinux()) yield break;
        string? anonymous = SystemFile.Chosen(Root + "enabled");
        string? shared = SystemFile.Chosen(Root + "shmem_enabled");
        yield return anonymous is null or "never"
            ? Finding.Note("huge pages", $"anonymous memory: {anonymous ?? "unknown"}", $"echo madvise > {Root}enabled: arrays fill faster")
            : Finding.Ok("huge pages", $"anonymous memory: {anonymous}");
        yield return shared is null or "never" or "deny"
            ? Finding.Note("huge pages, shared", $"segments: {shared ?? "unknown"}", $"echo advise > {Root}shmem_enabled: large ones map faster")
            : Finding.Ok("huge pages, shared", $"segments: {shared}");
    }
}
