using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Health;
using Cluster.Memory;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Whether large arrays can use pages of 2 MiB, in this process alone and shared.</summary>
internal static class HugePages
{
    // As much as a segment needs for any way to be tried.
    private const int Size = 64 << 20;

    private const string SharedSubject = "huge pages, shared";

    internal static IEnumerable<Finding> Look()
    {
        if (!OperatingSystem.IsLinux()) yield break;
        var policy = HugePagePolicy.Read();
        string anonymous = policy.Anonymous ?? "unknown";
        yield return !policy.AllowsAnonymous
            ? Finding.Note(
                "huge pages", $"anonymous memory: {anonymous}", $"echo madvise > {HugePagePolicy.Root}enabled: arrays fill faster")
            : Finding.Ok("huge pages", $"anonymous memory: {anonymous}");
        yield return Shared(policy);
    }

    // A large input, as a run makes it.
    private static Finding Shared(HugePagePolicy policy)
    {
        const string faster = "large segments map faster";
        HugePageChoice choice = HugePageWords.OfEnvironment;
        if (choice == HugePageChoice.Off)
            return Finding.Note(SharedSubject, $"{HugePageWords.Variable} is off", $"unset {HugePageWords.Variable}: {faster}");
        if (!MemoryFiles.AreUsable)
            return Finding.Note(SharedSubject, $"segments are files: {MemoryFiles.WhyNot}", $"allow memory files: {faster}");
        using var segment = SharedSegment.Create("doctor", Size, Path.GetTempPath(), new SegmentUse(choice, IsSealed: true));
        segment.Memory.Write(0, Size).Fill(1);
        var memory = new MemoryRange(segment.Memory.Address, Size);
        string pages = PageWords.Describe(segment.Pages, memory);
        if (segment.Pages == SegmentPages.Ordinary)
        {
            string why = $"shmem_enabled is {policy.Shared ?? "unknown"}, no private tmpfs: {PrivateTmpfs.WhyNot ?? "not wanted"}";
            return Finding.Note(
                SharedSubject, $"segments: {pages}; {why}",
                $"echo advise > {HugePagePolicy.Root}shmem_enabled, or let this user make namespaces: {faster}");
        }

        return PageWords.AreLarge(segment.Pages, memory)
            ? Finding.Ok(SharedSubject, $"large inputs: {pages}")
            : Finding.Note(SharedSubject, $"large inputs: {pages}", "free memory in one piece: echo 1 > /proc/sys/vm/compact_memory");
    }
}
