using System.Diagnostics;
using Cluster.Coordinator.Checkpoints;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Ranks;

/// <summary>Rank 0's side of a run: gathers the others, tells them what to do, and hears how it went.</summary>
/// <remarks>
/// <code>
///   Files → Hello   Ping → Pong   Roll   FileRequest → FileBytes   Ready        before the first mode
///   Start → Started  [ Stage → Part …   Report → Account ] × repetitions   End → Ended        mode by mode
///   Bye → Leaving                                                               however it ended
/// </code>
/// One thread asks; what arrives is handled under the channel's gate.
/// </remarks>
internal sealed class RankLead : IDisposable
{
    // As many as it takes for one of them not to be disturbed.
    private const int Echoes = 8;

    private readonly RankReplies _replies;
    private readonly CancellationTokenSource _faulted = new();
    private FileDesk? _desk;
    private Exception? _fault;
    private volatile bool _isLost;

    internal RankLead(ICommunicator ranks)
    {
        _replies = new RankReplies(ranks.Size);
        Channel = new RankChannel(ranks, Receive);
        Links = new RankLink[ranks.Size];
        Channel.Lost = ex =>
        {
            _isLost = true;
            Volatile.Write(ref _fault, ex);
            _ = _faulted.CancelAsync();
        };
    }

    internal RankChannel Channel { get; }

    /// <summary>Who takes part, once they have met.</summary>
    internal Roll Roll { get; private set; } = new([]);

    /// <summary>By rank.</summary>
    internal RankLink[] Links { get; }

    /// <summary>Whether a signal has ended the run here: then the others have got it, too.</summary>
    internal Func<bool> IsStopped { get; set; } = static () => false;

    /// <summary>Gets lines that other ranks have for the user.</summary>
    internal Action<string>? Line { get; init; }

    /// <summary>Gets the parts of a stage.</summary>
    internal Action<PartMessage>? Parts { get; set; }

    /// <summary>Cancelled when a rank cannot go on: <see cref="Fault"/> says why.</summary>
    internal CancellationToken Faulted => _faulted.Token;

    /// <summary>Why the run cannot go on; null as long as it can.</summary>
    internal Exception? Fault => Volatile.Read(ref _fault);

    internal long ScatterTicks { get; private set; }

    internal long ScatterBytes => _desk?.Bytes ?? 0;

    /// <summary>Waits for all ranks, and makes sure that they are at the same run.</summary>
    /// <exception cref="RanksException">One of them is not, or cannot.</exception>
    internal async Task MeetAsync(PreparedJob job, CancellationToken cancellationToken)
    {
        _desk = new FileDesk(job, Channel);
        SharedFile[] files = [.. job.Files.Select(static file => SharedFile.Of(file.Key, file.Value))];
        RankMessage[] hellos = await AskAsync(
            RankMessageKind.Files,
            RankMessageKind.Hello,
            writer =>
            {
                writer.Write(files.Length);
                foreach (SharedFile file in files) file.Write(writer);
            },
            cancellationToken).ConfigureAwait(false);

        RunFact[] facts = [.. RunFacts.OfRequest(job)];
        var members = new List<RankMember> { RankMember.Here(job.Request.Workers) };
        foreach (RankMessage hello in hellos)
        {
            members.Add(RankMember.Read(hello.Body));
            Require(facts, hello, members[^1].Host);
        }

        Roll = new Roll(members);
        for (int rank = 1; rank < Channel.Size; rank++) Links[rank] = await EchoAsync(rank, cancellationToken).ConfigureAwait(false);
        _replies.Clear();
        Channel.SendToAll(RankMessageKind.Roll, Roll.Write);
    }

    /// <summary>Waits until all ranks have their arrays; gives them what they cannot see.</summary>
    internal async Task ReadyAsync(CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        await UntilAsync(() => _replies.IsComplete(RankMessageKind.Ready), cancellationToken).ConfigureAwait(false);
        if (ScatterBytes > 0) ScatterTicks = Stopwatch.GetTimestamp() - begin;
    }

    /// <summary>What starts a mode on all ranks.</summary>
    internal Func<CancellationToken, Task<IExecutor>> Starter(ExecutionMode mode, PreparedJob job, JobArrays store, PoolOptions pool, ILogger log) =>
        async cancellationToken => await RankedExecutor.StartAsync(this, mode, job, store, pool, log, cancellationToken).ConfigureAwait(false);

    /// <summary>Tells all others something and waits for their answers, which are in the order of the ranks.</summary>
    internal async Task<RankMessage[]> AskAsync(
        RankMessageKind question, RankMessageKind answer, Action<BinaryWriter>? write, CancellationToken cancellationToken)
    {
        Tell(question, write);
        return await AnswersAsync(answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As above, without the waiting.</summary>
    internal void Tell(RankMessageKind question, Action<BinaryWriter>? write = null)
    {
        _replies.Clear();
        Channel.SendToAll(question, write);
    }

    internal async Task<RankMessage[]> AnswersAsync(RankMessageKind answer, CancellationToken cancellationToken)
    {
        await UntilAsync(() => _replies.IsComplete(answer), cancellationToken).ConfigureAwait(false);
        return _replies.All;
    }

    /// <summary>Waits for what arrives, or for the fault of a rank, which is thrown.</summary>
    internal async ValueTask UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        await Channel.UntilAsync(() => _fault is not null || condition(), cancellationToken).ConfigureAwait(false);
        if (_fault is not null) throw _fault;
    }

    /// <summary>Ends the run on all ranks, with an exit code that all of them have.</summary>
    /// <param name="exitCode">0 if all went well.</param>
    /// <param name="limit">How long the others have for it; then they are ended from outside.</param>
    internal async Task LeaveAsync(int exitCode, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            Channel.GiveUpOn(late.Token);
            Tell(RankMessageKind.Bye, writer => writer.Write(exitCode));
            await Channel.UntilAsync(() => _replies.IsComplete(RankMessageKind.Leaving), late.Token).ConfigureAwait(false);
            Channel.Finish();
        }
        catch (Exception) when (exitCode != 0)
        {
            if (_isLost) return;
            // Whoever did not answer is beyond reach: its launcher is not.
            Channel.Abort(exitCode);
        }
    }

    public void Dispose()
    {
        Channel.Dispose();
        _faulted.Dispose();
    }

    private void Receive(RankMessage message)
    {
        switch (message.Kind)
        {
            case RankMessageKind.Part: Parts?.Invoke(PartMessage.Read(message)); break;
            case RankMessageKind.FileRequest: _desk!.Serve(message); break;
            case RankMessageKind.Line: Line?.Invoke($"rank {message.From}: {message.Body.ReadString()}"); break;
            case RankMessageKind.Fault: Note(message); break;
            default: _replies.Add(message); break;
        }
    }

    // The first says why; what others say then comes from it.
    private void Note(RankMessage message)
    {
        string? host = message.From < Roll.Members.Count ? Roll.Members[message.From].Host : null;
        Interlocked.CompareExchange(ref _fault, RankFault.Read(message.Body).ToException(message.From, host), null);
        _ = _faulted.CancelAsync();
    }

    private async Task<RankLink> EchoAsync(int rank, CancellationToken cancellationToken)
    {
        var best = new RankLink(long.MaxValue, 0);
        for (int i = 0; i < Echoes; i++)
        {
            _replies.Clear();
            long sent = Stopwatch.GetTimestamp();
            RankLink? link = null;
            _ = Channel.Send(rank, RankMessageKind.Ping);
            await UntilAsync(
                () =>
                {
                    if (_replies.Of(rank) is not { Kind: RankMessageKind.Pong } pong) return false;
                    link ??= RankLink.Of(sent, pong.Body.ReadInt64(), Stopwatch.GetTimestamp());
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            if (link!.Value.RoundTrip < best.RoundTrip) best = link.Value;
        }

        return best;
    }

    private static void Require(RunFact[] facts, RankMessage hello, string host)
    {
        var theirs = new RunFact[hello.Body.ReadInt32()];
        for (int i = 0; i < theirs.Length; i++) theirs[i] = new RunFact(hello.Body.ReadString(), hello.Body.ReadString());
        RunFact[] differing = [.. theirs.Except(facts), .. facts.Except(theirs)];
        if (differing.Length == 0) return;
        string what = $"rank {hello.From} on {host}: {differing[0].Name} is not that of rank 0";
        throw new RanksException($"--engine mpi: {what} (install one build on all hosts, and give all ranks one command)", exitCode: 2);
    }
}
