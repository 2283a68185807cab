using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Cluster.Faults;
using Cluster.Protocol;

namespace Cluster.Processes;

/// <summary>Starts workers and brings them to the point where they take messages.</summary>
/// <remarks>
/// <code>
///  spawn thread:  process 0, process 1 …          (their runtimes take 20 ms to come up)
///  caller:        run directory, sockets, tokens →  links begin → all ready → run directory deleted
/// </code>
/// Any thread; several launches may be under way.
/// </remarks>
internal sealed class WorkerLauncher(PoolOptions options, WorkerProgram program, StatusBoard board, IFrameSink sink)
{
    /// <summary>Starts one worker for each of <paramref name="ids"/>; all of them are ready when it returns.</summary>
    /// <param name="ids">Numbers in the pool.</param>
    /// <param name="begun">Told of every link that has a process, before it is ready.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun is left to whoever was told of it.</param>
    /// <exception cref="FaultException">A worker did not become ready.</exception>
    internal async Task<IReadOnlyList<WorkerLink>> LaunchAsync(int[] ids, Action<WorkerLink> begun, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        TimeSpan limit = options.StartLimit + TimeSpan.FromSeconds(options.Workers);
        // The processes first: while their runtimes come up, the sockets are made that they will ask for.
        var starts = new List<Task<WorkerProcess>>(ids.Length);
        foreach (int _ in ids) starts.Add(SpawnThread.Run(StartProcess));
        RunDirectory? directory = null;
        var links = new List<WorkerLink>(ids.Length);
        try
        {
            directory = RunDirectory.Create();
            foreach (int id in ids) links.Add(Listen(id, directory, begin, limit));
            for (int i = 0; i < ids.Length; i++)
            {
                links[i].Begin(await starts[i].ConfigureAwait(false));
                begun(links[i]);
            }

            foreach (WorkerLink link in links) await link.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            return links;
        }
        catch (Exception ex)
        {
            Abandon(starts, links);
            if (ex is Win32Exception) throw new FaultException(FaultCode.StartFailed, $"a worker cannot be started: {program.FileName}: {ex.Message}", ex);
            throw;
        }
        finally
        {
            directory?.Dispose();
        }
    }

    private WorkerProcess StartProcess() => WorkerProcess.Start(program, options);

    private WorkerLink Listen(int id, RunDirectory directory, long launchedAt, TimeSpan limit)
    {
        byte[] workerToken = RandomNumberGenerator.GetBytes(WorkerStart.TokenSize);
        byte[] coordinatorToken = RandomNumberGenerator.GetBytes(WorkerStart.TokenSize);
        var start = new WorkerStart(Environment.ProcessId, id, options.SocketBuffer, workerToken, coordinatorToken, directory.PipePath(id));
        return new WorkerLink(start, board, launchedAt, limit, sink, options.Output);
    }

    // Links that were begun are somebody else's by now; the rest of what was started ends here.
    private static void Abandon(List<Task<WorkerProcess>> starts, List<WorkerLink> links)
    {
        for (int i = 0; i < starts.Count; i++)
        {
            if (i < links.Count && links[i].ProcessId != 0) continue;
            if (i < links.Count) links[i].Abandon();
            _ = starts[i].ContinueWith(
                static start => End(start.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    private static void End(WorkerProcess process)
    {
        process.Kill();
        process.Exited.ContinueWith(_ => process.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
