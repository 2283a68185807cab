using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Ranks;

/// <summary>The accounts of all ranks as that of one run, with workers numbered through.</summary>
internal static class RankTotal
{
    internal static RepetitionAccount Of(RankLead lead, RepetitionAccount own, IReadOnlyList<RankReport> others)
    {
        RepetitionAccount[] all = [own, .. others.Select(static report => report.Account)];
        IEnumerable<WorkerAccount> workers = all.SelectMany((account, rank) =>
            account.Workers.Select(worker => worker with { Id = lead.Roll.WorkersBefore(rank) + worker.Id, Rank = rank }));
        var bytes = new ByteCounts(
            all.Sum(static one => one.Bytes.ToWorkers), all.Sum(static one => one.Bytes.FromWorkers),
            all.Sum(static one => one.Bytes.Shared), all.Sum(static one => one.Bytes.Serialized));
        return new RepetitionAccount([.. workers], bytes, all.Sum(static one => one.Batches), all.Sum(static one => one.SerializeTicks));
    }

    internal static IReadOnlyList<RankAccount> Ranks(RankLead lead, RepetitionAccount own, IExecutor executor, IReadOnlyList<RankReport> others) =>
    [
        Rank(lead, 0, own, executor.WorkersLost, executor.Retries),
        .. others.Select((report, i) => Rank(lead, i + 1, report.Account, report.WorkersLost, report.Retries)),
    ];

    private static RankAccount Rank(RankLead lead, int rank, RepetitionAccount account, int lost, int retries)
    {
        RankMember member = lead.Roll.Members[rank];
        return new RankAccount(
            rank, member.Host, member.ProcessId, member.Workers, account.Workers.Sum(static worker => worker.Chunks), account.Ticks(Phase.Compute), lost, retries,
            Stopwatch.GetElapsedTime(0, lead.Links[rank].RoundTrip));
    }
}
