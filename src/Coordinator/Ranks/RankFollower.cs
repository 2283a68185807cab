using System.Diagnostics;
using Cluster.Coordinator.Checkpoints;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Ranks;

/// <summary>A rank that is not rank 0: does what rank 0 says, with workers of its own, until that says goodbye.</summary>
/// <remarks>
/// One thread does what it is told, in order. A goodbye is heard at any time, also while workers compute, and cancels what is under way:
/// <see cref="Ended"/>. What cannot be done is told to rank 0, which says goodbye then.
/// </remarks>
internal sealed class RankFollower : IDisposable
{
    private readonly Queue<(RankMessage Message, long At)> _orders = new();
    private readonly CancellationTokenSource _ended = new();
    private IExecutor? _executor;
    private int _parts;
    private int? _exitCode;

    internal RankFollower(ICommunicator ranks) => Channel = new RankChannel(ranks, Receive) { Lost = _ => _ended.CancelAsync() };

    internal RankChannel Channel { get; }

    /// <summary>Cancelled when the run is over.</summary>
    internal CancellationToken Ended => _ended.Token;

    /// <summary>What rank 0 ended with; null if it has not said.</summary>
    internal int? ExitCode => _exitCode;

    /// <summary>The files that rank 0 reads, which is the first that it says.</summary>
    internal async Task<IReadOnlyList<SharedFile>> FilesAsync()
    {
        (RankMessage message, _) = await NextAsync().ConfigureAwait(false);
        var files = new SharedFile[message.Body.ReadInt32()];
        for (int i = 0; i < files.Length; i++) files[i] = SharedFile.Read(message.Body);
        return files;
    }

    /// <summary>A file as it is here if it is the same; otherwise what is needed of it comes from rank 0.</summary>
    internal InputArray Open(SharedFile file, string path, Func<InputArray> open)
    {
        try
        {
            InputArray here = open();
            if (file.Is(here)) return here;
            here.Dispose();
        }
        catch (FileProblemException)
        {
            // Not here, or not readable: as good as not there.
        }

        return new ScatteredArray(path, file, Fetch);
    }

    /// <summary>Tells rank 0 who is here, and learns who else is.</summary>
    internal async Task<Roll> MeetAsync(PreparedJob job)
    {
        RunFact[] facts = [.. RunFacts.OfRequest(job)];
        _ = Channel.Send(0, RankMessageKind.Hello, writer =>
        {
            RankMember.Here(job.Request.Workers).Write(writer);
            writer.Write(facts.Length);
            foreach (RunFact fact in facts)
            {
                writer.Write(fact.Name);
                writer.Write(fact.Value);
            }
        });
        (RankMessage roll, _) = await NextAsync().ConfigureAwait(false);
        return Roll.Read(roll.Body);
    }

    /// <summary>The arrays are in place: does what it is told, mode by mode.</summary>
    internal async Task ServeAsync(PreparedJob job, JobArrays store, Roll roll, PoolOptions pool, ILogger log)
    {
        _ = Channel.Send(0, RankMessageKind.Ready);
        while (true)
        {
            (RankMessage message, long at) = await NextAsync().ConfigureAwait(false);
            switch (message.Kind)
            {
                case RankMessageKind.Start:
                    var mode = (ExecutionMode)message.Body.ReadInt32();
                    store.Output?.Poison();
                    _executor = await LocalExecutor.StartAsync(mode, RankSchedule.Within(job), store, pool, log, Ended).ConfigureAwait(false);
                    _ = Channel.Send(0, RankMessageKind.Started);
                    break;
                case RankMessageKind.Stage:
                    await RunStageAsync(StageOrder.Read(message.Body), job, store, roll, at).ConfigureAwait(false);
                    break;
                case RankMessageKind.Report:
                    RankReport report = await RankReport.OfAsync(_executor!, Ended).ConfigureAwait(false);
                    _ = Channel.Send(0, RankMessageKind.Account, report.Write);
                    break;
                case RankMessageKind.End:
                    await EndAsync().ConfigureAwait(false);
                    _ = Channel.Send(0, RankMessageKind.Ended);
                    break;
                default: throw new RanksException($"ranks: rank {Channel.Rank} does not expect {message.Kind} (please report it)", exitCode: 3);
            }
        }
    }

    /// <summary>Ends the workers, if there are any.</summary>
    internal async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _executor, null) is { } executor) await executor.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Lets go of what is under way.</summary>
    internal void End() => _ = _ended.CancelAsync();

    /// <summary>Waits for rank 0's goodbye; before that tells it, if so, why this rank cannot go on.</summary>
    internal async Task GoodbyeAsync(RankFault? fault, CancellationToken late)
    {
        if (fault is not null && _exitCode is null) _ = Channel.Send(0, RankMessageKind.Fault, fault.Write);
        await Channel.UntilAsync(() => _exitCode is not null, late).ConfigureAwait(false);
    }

    /// <summary>The last that rank 0 hears. Waits for all ranks.</summary>
    internal void Leave()
    {
        _ = Channel.Send(0, RankMessageKind.Leaving);
        Channel.Finish();
    }

    public void Dispose()
    {
        Channel.Dispose();
        _ended.Dispose();
    }

    private void Receive(RankMessage message)
    {
        switch (message.Kind)
        {
            case RankMessageKind.Ping:
                _ = Channel.Send(0, RankMessageKind.Pong, static writer => writer.Write(Stopwatch.GetTimestamp()));
                break;
            case RankMessageKind.Bye:
                _exitCode = message.Body.ReadInt32();
                _ = _ended.CancelAsync();
                break;
            case RankMessageKind.Stage:
                foreach (int rank in Relay.Targets(Channel.Rank, Channel.Size)) Channel.Send(rank, message.Bytes);
                _orders.Enqueue((message, Stopwatch.GetTimestamp()));
                break;
            default:
                _orders.Enqueue((message, Stopwatch.GetTimestamp()));
                break;
        }
    }

    private async ValueTask<(RankMessage Message, long At)> NextAsync()
    {
        await Channel.UntilAsync(() => _orders.Count > 0, Ended).ConfigureAwait(false);
        return Channel.Locked(_orders.Dequeue);
    }

    private async Task RunStageAsync(StageOrder order, PreparedJob job, JobArrays store, Roll roll, long receivedAt)
    {
        bool asks = RankSchedule.Asks(job, roll.Workers.Sum());
        int[]? block = RankSchedule.First(job, order.Chunks, roll.Workers, Channel.Rank);
        if (order.Stage == 0) _parts = 0;
        long startedAt = receivedAt;
        while (block is not null)
        {
            var writer = new PartWriter(Channel, job.Plan, store.Output, order, receivedAt);
            var partials = new BlockPartials(block, job.Plan.Count, writer, order.TakesEarly);
            await _executor!.RunStageAsync(_parts++, startedAt, order.State, partials, Ended).ConfigureAwait(false);
            writer.End(_executor.Counters?.Read() ?? []);
            block = null;
            if (!asks) return;
            await Channel.UntilAsync(() => _orders.Count > 0, Ended).ConfigureAwait(false);
            if (Channel.Locked(() => _orders.Peek().Message.Kind) != RankMessageKind.Grant) return;
            (RankMessage grant, receivedAt) = await NextAsync().ConfigureAwait(false);
            block = ChunkList.Read(grant.Body);
        }
    }

    // From a thread that fills an array; one at a time.
    private void Fetch(string option, long offset, Memory<byte> into)
    {
        _ = Channel.Send(0, RankMessageKind.FileRequest, writer =>
        {
            writer.Write(option);
            writer.Write(offset);
            writer.Write(into.Length);
        });
        (RankMessage answer, _) = NextAsync().AsTask().GetAwaiter().GetResult();
        answer.Body.ReadBytes(into.Length).CopyTo(into);
    }
}
