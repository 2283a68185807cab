using Cluster.Coordinator.Reporting.Health;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Interop;
using Cluster.Memory;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Does with a small segment what a run does with a large one.</summary>
internal static class SharedMemory
{
    private const int Size = 64 << 10;
    private const string Remedy = "use --mode pipe or threads; allow memfd_create and /proc/<pid>/fd in the sandbox";

    internal static IEnumerable<Finding> Look()
    {
        yield return TryRoundTrip();
        if (OperatingSystem.IsLinux())
        {
            if (MemoryFiles.AreUsable) yield return TrySeals();
            yield return DevShm();
        }
    }

    private static Finding TryRoundTrip()
    {
        try
        {
            using var segment = SharedSegment.Create("doctor", Size, Path.GetTempPath());
            Span<byte> written = segment.Memory.Write(0, Size);
            for (int i = 0; i < written.Length; i++) written[i] = (byte)(i * 31);
            segment.Seal();
            using MappedMemory attached = AttachedSegment.Attach(segment.Handle);
            if (!attached.Read(0, Size).SequenceEqual(written))
                return Finding.Problem("shared memory", "a segment that was attached holds other bytes than were written", Remedy);
            return MemoryFiles.WhyNot is { } why && OperatingSystem.IsLinux()
                ? Finding.Note("shared memory", $"segments are files in {Path.GetDirectoryName(Path.GetDirectoryName(segment.Handle.Path))}: {why}", "allow memory files, and segments are sealed and need no room in /dev/shm")
                : Finding.Ok("shared memory", $"a segment ({segment.Handle.Kind}) was made, attached through its handle and read back");
        }
        catch (Exception ex)
        {
            return Finding.Problem("shared memory", ex.Message, Remedy);
        }
    }

    private static Finding TrySeals()
    {
        const int wanted = LinuxMemory.SealShrink | LinuxMemory.SealGrow | LinuxMemory.SealFutureWrite;
        try
        {
            using SafeFileHandle file = LinuxMemory.CreateMemoryFile("cluster-doctor");
            LinuxMemory.Seal(file, wanted, "doctor");
            return LinuxMemory.Seals(file, "doctor") == wanted
                ? Finding.Ok("seals", "segments are sealed against shrinking, growing and writing")
                : Finding.Problem("seals", "the kernel did not set the seals it was asked for", Remedy);
        }
        catch (ErrnoException ex)
        {
            return Finding.Problem("seals", ex.Message, "a kernel from 5.1 on is needed; or use --mode pipe or threads");
        }
    }

    private static Finding DevShm()
    {
        const string path = "/dev/shm";
        string size = Directory.Exists(path) ? Units.Bytes(new DriveInfo(path).TotalSize) : "not there";
        if (!MemoryFiles.AreUsable)
            return Finding.Note(path, $"{size}: arrays that workers map must fit", "give it more room (docker --shm-size), or TMPDIR on a disk that has it");
        return Finding.Ok(path, $"{size}; it does not matter: segments are memory files, which do not lie there");
    }
}
