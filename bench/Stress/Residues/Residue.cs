using System.Diagnostics;
using Cluster.Processes;

namespace Cluster.Stress.Residues;

/// <summary>What the system holds for this process more than before: processes, descriptors, mappings, files.</summary>
/// <remarks>Begun after a warm-up: the runtime opens descriptors of its own when it first needs them.</remarks>
internal sealed class Residue
{
    // The kernel finishes what is on its way in milliseconds, on a busy machine in seconds.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Kinds = ["socket", "pipe", "anon_inode", "/memfd"];

    private readonly PrivatePlace _place;
    private readonly Dictionary<string, int> _before;
    private Dictionary<string, int> _kept;

    internal Residue(PrivatePlace place)
    {
        _place = place;
        _kept = _before = Count();
    }

    internal string PrivatePath => _place.Path;

    /// <summary>What there is at this moment is wanted for a while.</summary>
    internal void Keep() => _kept = Count();

    /// <summary>What there is more of than in the beginning, once that has stopped to become less.</summary>
    /// <param name="besideKept">Than when <see cref="Keep"/> was called, instead.</param>
    internal async Task<IReadOnlyList<string>> SettleAsync(bool besideKept = false)
    {
        long begin = Stopwatch.GetTimestamp();
        IReadOnlyList<string> left;
        while ((left = Left(besideKept ? _kept : _before, Count())).Count > 0 && Stopwatch.GetElapsedTime(begin) < Settling) await Task.Delay(Interval);
        return left;
    }

    private static IReadOnlyList<string> Left(Dictionary<string, int> before, Dictionary<string, int> after) =>
        [.. from now in after
            let more = now.Value - before.GetValueOrDefault(now.Key)
            where more > 0
            orderby now.Key
            select more == 1 ? now.Key : $"{more} × {now.Key}"];

    private Dictionary<string, int> Count()
    {
        IEnumerable<string> all = [.. Processes(), .. Descriptors(), .. Mappings(), .. Files()];
        return all.GroupBy(static one => one).ToDictionary(static group => group.Key, static group => group.Count());
    }

    private IEnumerable<string> Processes()
    {
        var seen = new HashSet<int>();
        foreach ((int id, string state) in ProcessTable.Children())
            if (seen.Add(id)) yield return state == "Z" ? $"zombie {id}" : $"child process {id}";
        foreach (int id in ProcessTable.Marked(_place.Path))
            if (seen.Add(id)) yield return $"process {id}";
    }

    // By what they refer to: their numbers, and those of sockets and pipes, are used again.
    private static IEnumerable<string> Descriptors()
    {
        foreach (string link in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            string? target = Target(link);
            string? kind = target is null ? null : Array.Find(Kinds, target.StartsWith);
            if (kind is not null) yield return $"descriptor of a {kind.TrimStart('/')}";
        }
    }

    private static IEnumerable<string> Mappings() =>
        from line in File.ReadLines("/proc/self/maps")
        let at = line.IndexOf("/memfd:cluster-", StringComparison.Ordinal)
        where at >= 0
        select $"mapping of {line[at..]}";

    // Run directories, sockets and files of diagnostics lie in the private place; a segment without a memory file would lie in /dev/shm.
    private IEnumerable<string> Files() =>
    [
        .. Directory.EnumerateFileSystemEntries(_place.Path, "*", SearchOption.AllDirectories).Select(static path => $"file {path}"),
        .. RunDirectory.Leftovers().Select(static path => $"run directory {path}"),
        .. Directory.Exists("/dev/shm") ? Directory.EnumerateFiles("/dev/shm", "*cluster*").Select(static path => $"file {path}") : [],
    ];

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
