using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Worker.Execution;

namespace Cluster.Worker.Session;

/// <summary>The conversation with the coordinator, from the welcome to the goodbye.</summary>
/// <remarks>
/// <code>
///   connection → Receive → OpenJob    → JobExecutor (attach input)
///                        → MapBatch   → JobExecutor → resolve → Map → Partial ┐
///                        → Report     → phases ────────────────────────────── ┤
///   connection ← Flush, when nothing is left to do or a millisecond has passed ← ┘
/// </code>
/// One thread does all of it. Work for the next chunks already waits in the socket's buffer while one is computed, so a second thread would
/// only add a hand-over per chunk, and this one would wait in the kernel anyway.
/// </remarks>
internal sealed class CoordinatorSession(MessageChannel channel) : IDisposable
{
    // Partials of small chunks leave together: each flush wakes the coordinator, which on a busy machine takes a core from a worker.
    // A quarter of what is under way to a worker (DispatchWindow), so that it is refilled long before it runs dry.
    private static readonly long FlushInterval = Stopwatch.Frequency / 1000;

    private readonly PhaseClock _clock = new();
    private JobExecutor? _job;
    private long _startedAt = Stopwatch.GetTimestamp();
    private long _flushedAt;

    /// <summary>Serves until the coordinator says goodbye or closes the connection; returns the exit code.</summary>
    internal int Serve()
    {
        using (this)
        {
            while (Next(out Frame frame))
            {
                if (frame.Header.Kind == (ushort)MessageKind.Goodbye) return WorkerExitCode.Done;
                Handle(frame);
            }

            return WorkerExitCode.Orphaned;
        }
    }

    public void Dispose() => _job?.Dispose();

    private bool Next(out Frame frame)
    {
        if (channel.TryReceive(out frame)) return true;
        _clock.Enter(Phase.Collect);
        channel.Flush();
        _clock.Enter(Phase.Idle);
        return channel.Receive(out frame);
    }

    private void Handle(in Frame frame)
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.OpenJob: Open(MessageCodec.Decode<OpenJob>(frame)); break;
            case MessageKind.BeginStage: Begin(MessageCodec.Decode<BeginStage>(frame)); break;
            case MessageKind.MapBatch: Map(MessageCodec.Decode<MapBatch>(frame)); break;
            case MessageKind.ReportPhases: Report(); break;
            case MessageKind.CloseJob: Close(); break;
            default: throw new FaultException(FaultCode.ProtocolViolation, $"a worker does not expect a message of kind {frame.Header.Kind}");
        }
    }

    private void Open(OpenJob message)
    {
        Close();
        try
        {
            _clock.Enter(Phase.Map);
            _job = JobExecutor.Open(message, channel);
        }
        catch (FaultException ex)
        {
            channel.Post(new FaultMessage(ex.Fault));
        }
    }

    private void Begin(BeginStage message)
    {
        if (message.Stage == 0)
        {
            _startedAt = message.StartedAt;
            _clock.Restart(message.StartedAt);
            _job?.ResetCounts();
        }

        if (_job is not null) _job.State = message.State;
    }

    private void Map(MapBatch batch)
    {
        if (_job is null) throw new FaultException(FaultCode.ProtocolViolation, "a batch before a job");
        for (int chunk = batch.FirstChunk; chunk < batch.FirstChunk + batch.Count; chunk++)
        {
            _job.Run(chunk, _clock);
            if (Stopwatch.GetTimestamp() - _flushedAt <= FlushInterval) continue;
            channel.Flush();
            _flushedAt = Stopwatch.GetTimestamp();
        }
    }

    private void Report()
    {
        long now = Stopwatch.GetTimestamp();
        channel.Post(new PhaseReport(_clock.Read(now), now - _startedAt, _job?.ChunksDone ?? 0, _job?.InputBytes ?? 0));
    }

    private void Close()
    {
        _job?.Dispose();
        _job = null;
    }
}
