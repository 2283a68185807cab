using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.DataPlane.Mapped;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Ranks;

/// <summary>The workers of all ranks: each rank runs a mode on its machine, and rank 0, where this is, reduces what all of them compute.</summary>
/// <remarks>
/// <code>
///   a stage:   order → all ranks        every rank: its executor, over its chunks        partials, rows → rank 0
/// </code>
/// Two messages per rank and stage where chunks are dealt out beforehand; two more for each further block where ranks ask.
/// </remarks>
internal sealed class RankedExecutor : IExecutor
{
    private readonly RankLead _lead;
    private readonly PreparedJob _job;
    private readonly JobArrays _store;
    private readonly IExecutor _own;
    private readonly StoredCounters? _counters;
    private readonly long[][] _counted;
    private readonly bool _asks;
    private IReadOnlyList<RankReport> _reports = [];
    private RankedStage? _stage;
    private bool _broken;

    // Stages of the own executor: a block is one of its own, and 0 begins a repetition.
    private int _parts;
    private long _broadcastTicks;
    private long _gatherTicks;
    private long _broadcastBytes;
    private long _gatherBytes;
    private long _messages;

    private RankedExecutor(RankLead lead, PreparedJob job, JobArrays store, IExecutor own, TimeSpan spawnTime)
    {
        (_lead, _job, _store, _own, SpawnTime) = (lead, job, store, own, spawnTime);
        _counters = StoredCounters.Create(job.Job, shareable: false);
        _counted = new long[lead.Channel.Size][];
        _asks = RankSchedule.Asks(job, lead.Roll.Workers.Sum());
        lead.Parts = Receive;
    }

    public TimeSpan SpawnTime { get; }

    public MappedCounters? Counters => _counters?.Here;

    public int WorkersLost => _own.WorkersLost + _reports.Sum(static report => report.WorkersLost);

    public int Retries => _own.Retries + _reports.Sum(static report => report.Retries);

    public bool UsesRings => _own.UsesRings;

    public HandOutChoice? HandOut => _own.HandOut;

    internal static async Task<RankedExecutor> StartAsync(
        RankLead lead, ExecutionMode mode, PreparedJob job, JobArrays store, PoolOptions pool, ILogger log, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        lead.Tell(RankMessageKind.Start, writer => writer.Write((int)mode));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lead.Faulted);
        IExecutor own = await LocalExecutor.StartAsync(mode, RankSchedule.Within(job), store, pool, log, either.Token).ConfigureAwait(false);
        try
        {
            _ = await lead.AnswersAsync(RankMessageKind.Started, cancellationToken).ConfigureAwait(false);
            TimeSpan spawn = own.SpawnTime == TimeSpan.Zero ? TimeSpan.Zero : Stopwatch.GetElapsedTime(begin);
            return new RankedExecutor(lead, job, store, own, spawn);
        }
        catch
        {
            await own.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task RunStageAsync(int stage, long startedAt, ReadOnlyMemory<byte> state, IPartials reduction, CancellationToken cancellationToken)
    {
        if (stage == 0)
        {
            (_broadcastTicks, _gatherTicks, _broadcastBytes, _gatherBytes, _messages) = (0, 0, 0, 0, 0);
            Array.Clear(_counted);
        }

        try
        {
            await ComputeAsync(stage, startedAt, state, reduction, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _broken = true;
            // What a rank said of itself is the cause of what followed here.
            if (_lead.Fault is { } fault && !cancellationToken.IsCancellationRequested) throw fault;
            throw;
        }
    }

    public async Task<RepetitionAccount> AccountAsync(CancellationToken cancellationToken)
    {
        _lead.Tell(RankMessageKind.Report);
        RepetitionAccount own = await _own.AccountAsync(cancellationToken).ConfigureAwait(false);
        RankMessage[] answers = await _lead.AnswersAsync(RankMessageKind.Account, cancellationToken).ConfigureAwait(false);
        _reports = [.. answers.Select(static answer => RankReport.Read(answer.Body))];
        return RankTotal.Of(_lead, own, _reports) with { Ranks = Use(own) };
    }

    public IReadOnlyList<ProcessMemory> WorkerMemory() => [.. _own.WorkerMemory(), .. _reports.SelectMany(static report => report.Memory)];

    public async ValueTask DisposeAsync()
    {
        _lead.Parts = null;
        // After a fault the end of the run ends the others.
        if (!_broken) _lead.Tell(RankMessageKind.End);
        await _own.DisposeAsync().ConfigureAwait(false);
        _counters?.Dispose();
        if (!_broken && _lead.Fault is null) _ = await _lead.AnswersAsync(RankMessageKind.Ended, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task ComputeAsync(int number, long startedAt, ReadOnlyMemory<byte> state, IPartials reduction, CancellationToken cancellationToken)
    {
        int[]? missing = reduction.MissingChunks();
        int[] workers = _lead.Roll.Workers;
        var blocks = new RankBlocks(missing?.Length ?? _job.Plan.Count, workers, _asks);
        var stage = new RankedStage(number, missing, blocks, reduction, _lead.Channel);
        _stage = stage;
        Broadcast(new StageOrder(number, missing, reduction.TakesEarly, state.ToArray()));

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lead.Faulted);
        int part = number == 0 ? 0 : _parts;
        for (int[]? own = RankSchedule.First(_job, missing, workers, 0); own is not null; own = _lead.Channel.Locked(stage.TakeMore), part++)
        {
            var block = new BlockPartials(own, _job.Plan.Count, new CommitTo(reduction), reduction.TakesEarly);
            await _own.RunStageAsync(part, startedAt, state, block, either.Token).ConfigureAwait(false);
        }

        _parts = part;
        stage.OwnDoneAt = Stopwatch.GetTimestamp();
        await _lead.UntilAsync(() => stage.IsDone, cancellationToken).ConfigureAwait(false);
        _broadcastTicks += stage.BroadcastTicks;
        _gatherTicks += stage.GatherTicks;
        _gatherBytes += stage.Bytes;
        Count();
    }

    private void Broadcast(StageOrder order)
    {
        RankChannel channel = _lead.Channel;
        byte[] message = RankMessage.Compose(RankMessageKind.Stage, channel.Rank, order.Write);
        foreach (int rank in Relay.Targets(channel.Rank, channel.Size)) channel.Send(rank, message);
        _broadcastBytes += (long)message.Length * (channel.Size - 1);
        _messages += channel.Size - 1;
    }

    // Under the channel's gate.
    private void Receive(PartMessage part)
    {
        _messages++;
        if (part.Counters.Length > 0) _counted[part.From] = part.Counters;
        _stage!.Receive(part, _store.Output, _job.Plan, _lead.Links[part.From]);
    }

    private void Count()
    {
        if (Counters is not { } sum) return;
        sum.Clear();
        sum.Add(MemoryMarshal.AsBytes<long>(_own.Counters!.Read()));
        foreach (long[]? counted in _counted)
            if (counted is not null) sum.Add(MemoryMarshal.AsBytes<long>(counted));
    }

    private RankUse Use(RepetitionAccount own) => new(RankTotal.Ranks(_lead, own, _own, _reports))
    {
        BroadcastTicks = _broadcastTicks,
        GatherTicks = _gatherTicks,
        ScatterTicks = _lead.ScatterTicks,
        BroadcastBytes = _broadcastBytes,
        GatherBytes = _gatherBytes,
        ScatterBytes = _lead.ScatterBytes,
        Messages = _messages,
    };
}
