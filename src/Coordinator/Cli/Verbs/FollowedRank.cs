using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Ranks;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Interop;
using Cluster.Processes;
using Cluster.Workloads;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>A rank that is not rank 0, from its start to its end. It prints nothing: what it has to say goes through rank 0.</summary>
internal static class FollowedRank
{
    internal static async Task<int> RunAsync(ICommunicator ranks, RunSettings settings, TimeSpan leaveLimit)
    {
        using var follower = new RankFollower(ranks);
        using var interruption = new Interruption(settings.Timeout, static reason => LinuxProcess.ExitNow(reason.ExitCode), isRank: true);
        using CancellationTokenRegistration both = interruption.Token.Register(follower.End);
        RankFault? fault = null;
        try
        {
            await ServeAsync(follower, settings, interruption).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (follower.Ended.IsCancellationRequested)
        {
            // Rank 0 has said goodbye, or a signal has.
        }
        catch (Exception ex)
        {
            ErrorLine line = ErrorLine.Of(ex);
            fault = ex is FaultException known ? new RankFault(known.Code, line.ExitCode, known.Message) : new RankFault(0, line.ExitCode, line.WithoutMark);
        }

        return await LeaveAsync(follower, fault, interruption, leaveLimit).ConfigureAwait(false);
    }

    /// <summary>Takes part only to say what is wrong.</summary>
    internal static async Task<int> RefuseAsync(ICommunicator ranks, ErrorLine line, TimeSpan leaveLimit)
    {
        using var follower = new RankFollower(ranks);
        using var interruption = new Interruption(limit: null, static reason => LinuxProcess.ExitNow(reason.ExitCode), isRank: true);
        return await LeaveAsync(follower, new RankFault(0, line.ExitCode, line.WithoutMark), interruption, leaveLimit).ConfigureAwait(false);
    }

    private static async Task ServeAsync(RankFollower follower, RunSettings settings, Interruption interruption)
    {
        IReadOnlyList<SharedFile> files = await follower.FilesAsync().ConfigureAwait(false);
        var terminal = new Terminal(Stream.Null, new RankLines(follower.Channel), width: 120);
        await using RunHost? host = settings.UsesProcesses
            ? await RunHost.StartAsync(settings, interruption, terminal).ConfigureAwait(false)
            : null;
        PoolOptions pool = settings.Over(host?.Pool ?? new PoolOptions { Workers = settings.Request.Workers });
        RunRequest request = settings.Request with { Workers = pool.Workers, OutputPath = null };
        using PreparedJob job = PreparedJob.Prepare(
            request,
            request.Definition ?? JobCatalog.Find(request.Job)!,
            (option, path, content) => follower.Open(files.First(file => file.Option == option), path, () => InputFile.Open(path, content)));
        Roll roll = await follower.MeetAsync(job).ConfigureAwait(false);
        ChunkRange? part = RankSchedule.Part(job, roll.Workers, follower.Channel.Rank);
        using var store = JobArrays.Create(job, settings.Modes.Contains(ExecutionMode.Shared), null, follower.Ended, part);
        try
        {
            await follower.ServeAsync(job, store, roll, pool, host?.Log ?? NullLogger.Instance).ConfigureAwait(false);
        }
        catch (FaultException)
        {
            // As in a run of one process: a file that shrinks is the cause of what workers die of.
            job.VerifyFilesUnchanged();
            throw;
        }
        finally
        {
            await follower.EndAsync().ConfigureAwait(false);
        }
    }

    private static async Task<int> LeaveAsync(RankFollower follower, RankFault? fault, Interruption interruption, TimeSpan limit)
    {
        // Who sends a signal to one rank sends it to all.
        if (interruption.IsBySignal && follower.ExitCode is null) return interruption.Reason!.ExitCode;
        using var late = new CancellationTokenSource(limit);
        try
        {
            follower.Channel.GiveUpOn(late.Token);
            await follower.GoodbyeAsync(fault, late.Token).ConfigureAwait(false);
            follower.Leave();
            return follower.ExitCode!.Value;
        }
        catch (Exception)
        {
            // There is nobody any more to tell.
            return interruption.Reason?.ExitCode ?? fault?.ExitCode ?? ExitCode.WorkersLost;
        }
    }
}
