using System.Globalization;

namespace Cluster.TestKit;

/// <summary>What a piece of code left behind in the system, found by comparing before and after.</summary>
/// <remarks>
/// Counts everything in this process, so it needs a collection that runs alone, or a <c>mine</c> that picks out what belongs to one test.
/// Diagnostics files belong to other programs too: only those of process ids given to <see cref="Watch"/> count.
/// </remarks>
internal sealed class LeakCheck
{
    private readonly Func<string, bool> _mine;
    private readonly HashSet<int> _watched = [];
    private readonly Dictionary<string, int> _before;

    private LeakCheck(Func<string, bool> mine)
    {
        _mine = mine;
        _before = Count();
    }

    /// <param name="mine">Which descriptors, mappings and directories to look at, by path; null for all.</param>
    internal static LeakCheck Begin(Func<string, bool>? mine = null) => new(mine ?? (_ => true));

    /// <summary>A child whose diagnostics files must be gone when it is.</summary>
    internal void Watch(int processId) => _watched.Add(processId);

    /// <summary>What there is more of than before, as lines.</summary>
    internal IReadOnlyList<string> Left() =>
        [.. Count().Where(now => now.Value > _before.GetValueOrDefault(now.Key)).Select(now => $"{now.Key} (+{now.Value - _before.GetValueOrDefault(now.Key)})").Order()];

    /// <summary>Fails when something is left; gives the kernel time to finish what is on its way.</summary>
    internal async Task AssertNothingLeftAsync()
    {
        IReadOnlyList<string> left = [];
        try
        {
            await Eventually.Async("nothing is left behind", () => (left = Left()).Count == 0);
        }
        catch (Exception) when (left.Count > 0)
        {
            Assert.Fail($"left behind:\n{string.Join('\n', left)}");
        }
    }

    private Dictionary<string, int> Count()
    {
        IEnumerable<string> all = [.. Children(), .. Descriptors(), .. Mappings(), .. RunDirectories(), .. DiagnosticsFiles()];
        return all.GroupBy(one => one).ToDictionary(group => group.Key, group => group.Count());
    }

    private static IEnumerable<string> Children()
    {
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out int id)) continue;
            string? status = TryRead(Path.Combine(process, "stat"));
            // pid (name, which may hold anything) state parent …
            string? parent = status?[(status.LastIndexOf(')') + 2)..].Split(' ')[1];
            if (parent == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) yield return $"child process {id}";
        }
    }

    // By what they refer to: numbers are used again, and a socket's or pipe's own number is of no interest.
    private IEnumerable<string> Descriptors()
    {
        foreach (string link in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            string? target = TryResolve(link);
            if (target is null || !_mine(target)) continue;
            yield return $"descriptor of {(target.StartsWith('/') ? target : target.Split(':')[0])}";
        }
    }

    private IEnumerable<string> Mappings()
    {
        foreach (string line in (TryRead("/proc/self/maps") ?? "").Split('\n'))
        {
            // Memory files, and files of a private tmpfs, whose root is that of their names.
            int path = line.IndexOf("/memfd:cluster-", StringComparison.Ordinal);
            if (path < 0) path = line.IndexOf(" /cluster-", StringComparison.Ordinal);
            if (path >= 0 && _mine(line[path..])) yield return $"mapping of {line[path..]}";
        }
    }

    private IEnumerable<string> RunDirectories() =>
        from root in Roots()
        where Directory.Exists(root)
        from pattern in (string[])["cluster-*", ".cluster-new-*"]
        from path in Directory.EnumerateDirectories(root, pattern)
        where File.Exists(Path.Combine(path, "lock")) && _mine(path)
        select $"run directory {path}";

    private IEnumerable<string> DiagnosticsFiles() =>
        from id in _watched
        where !Directory.Exists($"/proc/{id}")
        from pattern in (string[])[$"dotnet-diagnostic-{id}-*", $"clr-debug-pipe-{id}-*"]
        from path in Directory.EnumerateFiles(Path.GetTempPath(), pattern)
        select $"diagnostics file {path}";

    // The same as RunDirectory looks at.
    private static IEnumerable<string> Roots() =>
        new[] { Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), $"/run/user/{Interop.LinuxProcess.EffectiveUserId()}", Path.GetTempPath().TrimEnd('/') }
            .OfType<string>().Where(root => root.Length > 0).Distinct();

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? TryResolve(string link)
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
