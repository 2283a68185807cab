using System.Diagnostics;
using System.Globalization;
using Cluster.TestKit;

namespace Cluster.Tests.Ranks;

/// <summary>A run of several ranks that goes on until somebody ends it: its processes by what they are.</summary>
/// <remarks>Disposing kills what is left of it.</remarks>
internal sealed class RankedProcesses : IDisposable
{
    private RankedProcesses(Process launcher) => Launcher = launcher;

    internal Process Launcher { get; }

    /// <summary>The coordinators, by rank.</summary>
    internal IReadOnlyDictionary<int, int> Ranks { get; private set; } = new Dictionary<int, int>();

    /// <summary>The workers, with the rank that each belongs to.</summary>
    internal IReadOnlyList<(int ProcessId, int Rank)> Workers { get; private set; } = [];

    /// <summary>Starts it, and waits until every rank has a worker that has computed for a while.</summary>
    internal static Task<RankedProcesses> StartAsync(string program, int ranks, params string[] arguments) =>
        FollowAsync(MpiRun.Start([.. MpiRun.Count(ranks), program, .. arguments], new Dictionary<string, string>()), program, ranks);

    /// <summary>As above, of a launcher that was started; disposes it.</summary>
    internal static async Task<RankedProcesses> FollowAsync(Process launcher, string program, int ranks)
    {
        var run = new RankedProcesses(launcher);
        try
        {
            await Eventually.Async($"{ranks} ranks with a worker each", () => run.Find(program) && run.Ranks.Count == ranks && run.Workers.Count == ranks);
            await Eventually.Async("all workers compute", () => run.Workers.All(static worker => ProcessorTicks(worker.ProcessId) > 20));
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Those of them that are still there.</summary>
    internal IReadOnlyList<int> Left() => [.. Ranks.Values.Concat(Workers.Select(static worker => worker.ProcessId)).Where(ProcessTable.IsRunning)];

    public void Dispose()
    {
        if (!Launcher.HasExited) Launcher.Kill();
        foreach (int process in Left()) Interop.LinuxProcess.TrySignal(process, 9);
        Launcher.Dispose();
    }

    private bool Find(string program)
    {
        var ranks = new Dictionary<int, int>();
        var workers = new List<(int, int)>();
        foreach (int id in ProcessTable.Descendants(Launcher.Id))
        {
            string executable = Executable(id);
            if (Rank(id) is not { } rank) continue;
            if (executable == program) ranks[rank] = id;
            else if (executable == Path.Combine(Path.GetDirectoryName(program)!, "worker")) workers.Add((id, rank));
        }

        (Ranks, Workers) = (ranks, workers);
        return true;
    }

    private static string Executable(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/exe").LinkTarget ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static int? Rank(int id)
    {
        const string Variable = "OMPI_COMM_WORLD_RANK=";
        try
        {
            string? found = File.ReadAllText($"/proc/{id}/environ").Split('\0').FirstOrDefault(static one => one.StartsWith(Variable, StringComparison.Ordinal));
            return found is null ? null : int.Parse(found.AsSpan(Variable.Length), CultureInfo.InvariantCulture);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Of its own, in hundredths of a second.
    private static long ProcessorTicks(int id)
    {
        try
        {
            string status = File.ReadAllText($"/proc/{id}/stat");
            return long.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[11], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
