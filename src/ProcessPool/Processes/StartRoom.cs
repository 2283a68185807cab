using Cluster.Interop;

namespace Cluster.Processes;

/// <summary>How many workers the limits of the system leave room for, asked before the first is started.</summary>
/// <remarks>
/// A process that is short of descriptors or threads fails wherever it happens to need the next one, often inside of its runtime, which ends it. So a
/// pool that would get there begins with fewer workers.
/// </remarks>
/// <param name="Workers">0 and up.</param>
/// <param name="Limit">What keeps it from more, with figures and what to do.</param>
internal sealed record StartRoom(int Workers, string Limit)
{
    // Of this process for each worker: three pipes, a socket that listens and one that is connected.
    private const int FilesPerWorker = 5;

    // Of this process before its first pool, which loads assemblies that keep two descriptors each: a run of one worker opened 21. And of every later one.
    private const int FilesOfFirst = 40;
    private const int FilesOfLater = 16;

    // A worker's runtime has five, and one or two more while it comes up; this process has one or two for each worker.
    private const int ThreadsPerWorker = 8;

    // For threads of the runtime's own, which are there once a pool has been.
    private const int ThreadsOfFirst = 8;
    private const int ThreadsOfLater = 2;

    // Above it there is room for as many workers as there can be, and counting is not worth the time.
    private const int Plenty = 8192;

    private static bool _isLater;

    /// <summary>Asks the system, before a pool is started. Any thread.</summary>
    internal static StartRoom Now()
    {
        bool first = !Interlocked.Exchange(ref _isLater, true);
        return new[] { OfFiles(first), OfUser(first), OfGroup(first) }.OfType<StartRoom>().MinBy(static room => room.Workers) ?? new StartRoom(int.MaxValue, "");
    }

    /// <summary>Of descriptors.</summary>
    /// <param name="limit">So many are allowed.</param>
    /// <param name="used">So many of them are in use.</param>
    /// <param name="first">Whether it is the process's first pool.</param>
    internal static StartRoom OfFiles(long limit, long used, bool first = true) =>
        Of((limit - used - (first ? FilesOfFirst : FilesOfLater)) / FilesPerWorker, $"{limit} open files are allowed, {used} are in use, a worker takes {FilesPerWorker} (raise ulimit -n)");

    /// <summary>Of processes and threads, which the kernel counts together.</summary>
    /// <param name="limit">So many are allowed.</param>
    /// <param name="used">So many of them are in use.</param>
    /// <param name="whose">All of them.</param>
    /// <param name="setting">Name of the limit.</param>
    /// <param name="first">Whether it is the process's first pool.</param>
    internal static StartRoom OfThreads(long limit, long used, string whose, string setting, bool first = true) => Of(
        (limit - used - (first ? ThreadsOfFirst : ThreadsOfLater)) / ThreadsPerWorker,
        $"{limit} processes and threads {whose} are allowed, {used} are in use, a worker takes {ThreadsPerWorker} (raise {setting})");

    private static StartRoom Of(long workers, FormattableString limit) =>
        new((int)Math.Clamp(workers, 0, Plenty), FormattableString.Invariant(limit));

    private static StartRoom? OfFiles(bool first)
    {
        if (ResourceLimits.OpenFileLimit is not ({ } limit and < Plenty)) return null;
        return Count("/proc/self/fd") is { } used ? OfFiles(limit, used, first) : null;
    }

    private static StartRoom? OfUser(bool first) => ResourceLimits.ProcessLimit is { } limit and < Plenty
        ? OfThreads(limit, UserThreads.Count(), "of this user", "ulimit -u", first)
        : null;

    private static StartRoom? OfGroup(bool first) => ControlGroup.ProcessLimit is { } limit and < Plenty && ControlGroup.Processes is { } used
        ? OfThreads(limit, used, "in this control group", "pids.max", first)
        : null;

    private static long? Count(string directory)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(directory).LongCount();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
