using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Ranks;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Workloads;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Ranks;

/// <summary>A run of several ranks within this process, as the command line does it.</summary>
internal static class RankedRun
{
    /// <param name="requests">What each rank is asked for.</param>
    /// <param name="mode">A mode without processes.</param>
    internal static async Task<(RunOutcome? Outcome, Exception? Fault, int?[] ExitCodes)> RunAsync(RunRequest[] requests, ExecutionMode mode)
    {
        InMemoryCommunicator[] ranks = InMemoryCommunicator.Create(requests.Length);
        Task<int?>[] others = [.. ranks.Skip(1).Select(rank => Task.Run(() => FollowAsync(rank, requests[rank.Rank])))];
        using var lead = new RankLead(ranks[0]);
        RunOutcome? outcome = null;
        Exception? fault = null;
        try
        {
            outcome = await LeadAsync(lead, requests[0], mode).OrTimeout();
        }
        catch (Exception ex) when (ex is not TimeoutException)
        {
            fault = ex;
        }

        await lead.LeaveAsync(fault is null ? 0 : 3, TestTimeouts.Unexpected).OrTimeout();
        Assert.Null(ranks[0].Aborted);
        return (outcome, fault, await Task.WhenAll(others).OrTimeout());
    }

    private static async Task<RunOutcome> LeadAsync(RankLead lead, RunRequest request, ExecutionMode mode)
    {
        using PreparedJob job = PreparedJob.Prepare(request);
        await lead.MeetAsync(job, CancellationToken.None);
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None, RankSchedule.Part(job, lead.Roll.Workers, 0));
        await lead.ReadyAsync(CancellationToken.None);
        var pool = new PoolOptions { Workers = request.Workers };
        var run = new JobRun(job, store, mode, pool, NullLogger.Instance) { Starter = lead.Starter(mode, job, store, pool, NullLogger.Instance) };
        return await run.ExecuteAsync(null, CancellationToken.None);
    }

    private static async Task<int?> FollowAsync(InMemoryCommunicator rank, RunRequest request)
    {
        using var follower = new RankFollower(rank);
        RankFault? fault = null;
        try
        {
            await ServeAsync(follower, request);
        }
        catch (OperationCanceledException)
        {
            // Goodbye.
        }
        catch (Exception ex)
        {
            fault = new RankFault((ex as FaultException)?.Code ?? 0, 3, ex.Message);
        }

        await follower.GoodbyeAsync(fault, CancellationToken.None);
        await follower.EndAsync();
        follower.Leave();
        return follower.ExitCode;
    }

    private static async Task ServeAsync(RankFollower follower, RunRequest request)
    {
        IReadOnlyList<SharedFile> files = await follower.FilesAsync();
        using PreparedJob job = PreparedJob.Prepare(
            request, request.Definition ?? JobCatalog.Find(request.Job)!,
            (option, path, content) => follower.Open(files.First(file => file.Option == option), path, () => InputFile.Open(path, content)));
        Roll roll = await follower.MeetAsync(job);
        using var store = JobArrays.Create(job, shareable: false, null, follower.Ended, RankSchedule.Part(job, roll.Workers, follower.Channel.Rank));
        await follower.ServeAsync(job, store, roll, new PoolOptions { Workers = request.Workers }, NullLogger.Instance);
    }
}
