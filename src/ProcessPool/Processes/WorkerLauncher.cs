using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Cluster.Faults;
using Cluster.Protocol;

namespace Cluster.Processes;

/// <summary>Starts workers and brings them to the point where they take messages.</summary>
/// <remarks>
/// <code>
///  spawn thread:  process 0, process 1 …          (their runtimes take 20 ms to come up)
///  caller:        run directory, sockets, tokens →  links begin → ready → run directory deleted
/// </code>
/// Any thread; several launches may be under way.
/// </remarks>
internal sealed class WorkerLauncher(PoolOptions options, WorkerProgram program, StatusBoard board, IFrameSink sink)
{
    /// <summary>Starts one worker for each of <paramref name="ids"/>; those that it returns are ready, the others ended or could not be started.</summary>
    /// <param name="ids">Numbers in the pool.</param>
    /// <param name="begun">Told of every link that has a process, before it is ready.</param>
    /// <param name="notStarted">Told of every worker that is missing in what is returned.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun is left to whoever was told of it.</param>
    /// <exception cref="FaultException">No worker became ready, or one was refused.</exception>
    internal async Task<IReadOnlyList<WorkerLink>> LaunchAsync(
        int[] ids, Action<WorkerLink> begun, Action<int, FaultInfo> notStarted, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        TimeSpan limit = options.StartLimit + TimeSpan.FromSeconds(options.Workers);
        // The processes first: while their runtimes come up, the sockets are made that they will ask for.
        var starts = new List<Task<WorkerProcess>>(ids.Length);
        foreach (int _ in ids) starts.Add(SpawnThread.Run(StartProcess));
        RunDirectory? directory = null;
        var links = new List<WorkerLink>(ids.Length);
        var failures = new List<(int Id, FaultException Fault)>();
        try
        {
            directory = RunDirectory.Create();
            foreach (int id in ids) links.Add(Listen(id, directory, begin, limit));
            for (int i = 0; i < ids.Length; i++)
            {
                if (await TryBeginAsync(links[i], starts[i]).ConfigureAwait(false) is { } fault) failures.Add((ids[i], fault));
                else begun(links[i]);
            }

            var ready = new List<WorkerLink>(ids.Length);
            foreach (WorkerLink link in links.Where(static link => link.ProcessId != 0))
            {
                if (await TryBecomeReadyAsync(link, cancellationToken).ConfigureAwait(false) is { } fault) failures.Add((link.Id, fault));
                else ready.Add(link);
            }

            if (ready.Count == 0) ExceptionDispatchInfo.Throw(failures[0].Fault);
            foreach ((int id, FaultException fault) in failures) notStarted(id, fault.Fault);
            return ready;
        }
        catch
        {
            Abandon(starts, links);
            throw;
        }
        finally
        {
            directory?.Dispose();
        }
    }

    // What the system refuses one worker it may have given another: the limit of processes, of descriptors, or memory.
    private async Task<FaultException?> TryBeginAsync(WorkerLink link, Task<WorkerProcess> start)
    {
        WorkerProcess? process = null;
        try
        {
            process = await start.ConfigureAwait(false);
            link.Begin(process);
            return null;
        }
        catch (Exception ex) when (ex is Win32Exception or OutOfMemoryException or IOException)
        {
            process?.Kill();
            link.Abandon();
            string why = ex is OutOfMemoryException ? "the system gives this process no thread or no memory" : ex.Message;
            return new FaultException(FaultCode.StartFailed, $"a worker cannot be started: {program.FileName}: {why}", ex);
        }
    }

    // A worker that was refused is of another build: none of them will do.
    private static async Task<FaultException?> TryBecomeReadyAsync(WorkerLink link, CancellationToken cancellationToken)
    {
        try
        {
            await link.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (FaultException ex) when (ex.Code == FaultCode.StartFailed)
        {
            return ex;
        }
    }

    private WorkerProcess StartProcess() => WorkerProcess.Start(program, options);

    private WorkerLink Listen(int id, RunDirectory directory, long launchedAt, TimeSpan limit)
    {
        byte[] token = RandomNumberGenerator.GetBytes(WorkerStart.TokenSize);
        var start = new WorkerStart(Environment.ProcessId, id, options.SocketBuffer, token, directory.PipePath(id));
        return new WorkerLink(start, board, launchedAt, limit, sink, options.Output, options.Rings);
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
