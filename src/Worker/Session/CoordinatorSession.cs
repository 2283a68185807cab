using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Transport;
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
/// With a board (<see cref="BoardShift"/>) there are no batches and no partials: chunks are taken there before every look at the
/// connection.
/// One thread does all of it. Work for the next chunks already waits in the socket's buffer while one is computed, so a second thread would
/// only add a hand-over per chunk, and this one would wait in the kernel anyway.
/// </remarks>
/// <param name="channel">To the coordinator; replaced where it offers rings, before anything else has it.</param>
/// <param name="worker">This worker's number in its pool.</param>
/// <param name="status">Where it notes what it is at.</param>
internal sealed class CoordinatorSession(MessageChannel channel, int worker, WorkerStatus status) : IDisposable
{
    // Partials of small chunks leave together: each flush wakes the coordinator, which on a busy machine takes a core from a worker.
    // A quarter of what is under way to a worker (DispatchWindow), so that it is refilled long before it runs dry.
    private static readonly long FlushInterval = Stopwatch.Frequency / 1000;

    private readonly PhaseClock _clock = new();
    private JobExecutor? _job;
    private TaskExecutor? _tasks;
    private BoardShift? _shift;
    private long _startedAt;
    private long _flushedAt;
    private bool _begun;
    private TracedStage? _traced;

    // When the open job was attached: it belongs to the repetition that begins with it.
    private (long Begin, long End) _attached;

    // The job could not be opened: its batches and their data are already on their way.
    private bool _refused;

    // The job's, in its pool.
    private ulong _number;

    /// <summary>Serves until the coordinator says goodbye or closes the connection; returns the exit code.</summary>
    internal int Serve()
    {
        using (this)
        {
            _clock.Restart(_startedAt = Stopwatch.GetTimestamp());
            while (Next(out Frame frame))
            {
                if (frame.Header.Kind == (ushort)MessageKind.Goodbye)
                {
                    // What came before may have come with it, and its answers may still be here.
                    channel.Flush();
                    return WorkerExitCode.Done;
                }

                Handle(frame);
            }

            return WorkerExitCode.Orphaned;
        }
    }

    /// <summary>What the coordinator says beside the connection, while a task runs. Any thread.</summary>
    internal void Signal(ControlSignal signal) => Tasks.Signal(signal);

    public void Dispose()
    {
        _job?.Dispose();
        _tasks?.Dispose();
    }

    // Made by the first such message, or by a signal, which may overtake the messages: a worker that runs jobs needs nothing of it.
    private TaskExecutor Tasks
    {
        get
        {
            if (Volatile.Read(ref _tasks) is { } tasks) return tasks;
            var made = new TaskExecutor(channel, worker, status);
            if (Interlocked.CompareExchange(ref _tasks, made, null) is not { } other) return made;
            made.Dispose();
            return other;
        }
    }

    private bool Next(out Frame frame)
    {
        if (channel.TryReceive(out frame)) return true;
        if (_shift is not null) return _shift.Next(_traced, out frame);
        _clock.Enter(Phase.Collect);
        channel.Flush();
        _clock.Enter(Phase.Idle);
        return channel.Receive(out frame);
    }

    private void Handle(in Frame frame)
    {
        if (TaskExecutor.Handles((MessageKind)frame.Header.Kind))
        {
            Tasks.Handle(frame);
            return;
        }

        switch ((MessageKind)frame.Header.Kind)
        {
            // Later, others hold the channel.
            case MessageKind.AttachRings when _job is null && _tasks is null: Attach(MessageCodec.Decode<AttachRings>(frame)); break;
            case MessageKind.AttachStatus: status.Attach(MessageCodec.Decode<AttachStatus>(frame)); break;
            case MessageKind.OpenJob: Open(MessageCodec.Decode<OpenJob>(frame), frame.Header.CorrelationId); break;
            case MessageKind.AttachBoard: Attach(MessageCodec.Decode<AttachBoard>(frame)); break;
            // It woke this thread up, which looks at the board next.
            case MessageKind.BoardChanged when frame.Header.BodyLength == 0: break;
            case MessageKind.AwaitJob when frame.Header.BodyLength == 0: Rehearse(frame.Header.CorrelationId); break;
            case MessageKind.BeginStage: Begin(MessageCodec.Decode<BeginStage>(frame), frame.Header.CorrelationId); break;
            case MessageKind.MapBatch: Map(MessageCodec.Decode<MapBatch>(frame)); break;
            case MessageKind.ChunkData when _refused: Skip(frame); break;
            case MessageKind.RecordSlices: _clock.Recorder = new SliceRecorder(); break;
            case MessageKind.ReportPhases: Report(); break;
            case MessageKind.CloseJob: Close(); break;
            default: throw new FaultException(FaultCode.ProtocolViolation, $"a worker does not expect a message of kind {frame.Header.Kind}");
        }
    }

    private void Attach(AttachRings offer) => channel = RingSwitch.Accept(channel, offer, new TransportOptions());

    private void Open(OpenJob message, ulong number)
    {
        Close();
        _number = number;
        try
        {
            long begin = Stopwatch.GetTimestamp();
            _clock.Enter(Phase.Map, begin);
            _job = JobExecutor.Open(message, channel, worker, number);
            _attached = (begin, Stopwatch.GetTimestamp());
        }
        catch (FaultException ex)
        {
            Refuse(ex.Fault);
        }
        catch (Exception ex)
        {
            Refuse(new FaultInfo(FaultCode.JobFailed, $"job '{message.Job}' could not be opened: {ex.Message}", -1, ex.GetType().FullName, ex.StackTrace));
        }
    }

    private void Attach(AttachBoard message)
    {
        if (_refused) return;
        if (_job is null) throw new FaultException(FaultCode.ProtocolViolation, "a board before a job");
        try
        {
            _job.Attach(message);
            _shift = new BoardShift(_job, _job.Board!, channel, _clock, status, _number);
        }
        catch (FaultException ex)
        {
            Refuse(ex.Fault);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Of a job that is over by now: its descriptor is closed, or is something else.
            Refuse(new FaultInfo(FaultCode.InputUnavailable, $"the board could not be attached: {ex.Message}", -1, ex.GetType().FullName, ex.StackTrace));
        }
    }

    private void Rehearse(ulong number)
    {
        _job?.Rehearse();
        channel.Post(MessageKind.JobOpened, number);
        channel.Flush();
    }

    private void Refuse(FaultInfo fault)
    {
        _refused = true;
        channel.Post(new FaultMessage(fault), _number);
    }

    private void Skip(in Frame frame)
    {
        if ((frame.Header.Flags & FrameFlags.Bulk) != 0) channel.SkipBulk(frame);
    }

    // The number of a stage on the board comes as the frame's; without a board it is 0.
    private void Begin(BeginStage message, ulong number)
    {
        TellPart();
        _traced = message.TraceParent is null ? null : new TracedStage(message.TraceParent);
        if (message.Stage == 0 || !_begun) BeginPhases(message.StartedAt);
        if (message.Stage == 0) _job?.BeginRepetition();
        if (_job is not null) _job.State = message.State;
        _job?.Board?.Tell((uint)number, message.State);
        _begun = true;
    }

    // A worker that was started within the repetition has no phases from before: what it did to open its job belongs to it, and so does its start.
    private void BeginPhases(long startedAt)
    {
        if (!_begun && startedAt < _startedAt)
        {
            _clock.Precede(Phase.Spawn, startedAt, _startedAt);
        }
        else
        {
            _clock.Restart(startedAt);
            if (_attached.Begin >= startedAt)
            {
                _clock.Enter(Phase.Map, _attached.Begin);
                _clock.Enter(Phase.Idle, _attached.End);
            }
        }

        _startedAt = startedAt;
    }

    private void Map(MapBatch batch)
    {
        if (_refused) return;
        if (_job is null) throw new FaultException(FaultCode.ProtocolViolation, "a batch before a job");
        if (batch.FirstChunk < 0 || batch.Count < 1 || batch.Count > _job.ChunkCount - batch.FirstChunk)
            throw new FaultException(FaultCode.ProtocolViolation, $"a batch of {batch.Count} chunks from {batch.FirstChunk} on, the plan has {_job.ChunkCount}");
        long begin = _traced is null ? 0 : Stopwatch.GetTimestamp();
        long end = begin;
        for (int chunk = batch.FirstChunk; chunk < batch.FirstChunk + batch.Count; chunk++)
        {
            _job.Run(chunk, _clock, status.Slot);
            end = Stopwatch.GetTimestamp();
            if (end - _flushedAt <= FlushInterval) continue;
            channel.Flush();
            _flushedAt = Stopwatch.GetTimestamp();
        }

        // As of before its last partial left, so that its part is over before the stage is.
        _traced?.Add(begin, end, batch.Count);
    }

    // Nothing says that a stage is over but that another begins, or that a report is wanted.
    private void TellPart()
    {
        if (_traced?.Part is { } part) channel.Post(part);
        _traced = null;
    }

    private void Report()
    {
        TellPart();
        long now = Stopwatch.GetTimestamp();
        long[] ticks = _clock.Read(now);
        if (_clock.Recorder is { } recorder) Post(recorder);
        channel.Post(new PhaseReport(ticks, now - _startedAt, _job?.ChunksDone ?? 0, _job?.InputBytes ?? 0));
    }

    private void Post(SliceRecorder recorder)
    {
        long dropped = recorder.Dropped;
        foreach (TraceSlice[] part in recorder.Take().Chunk(SlicesMessage.Most)) channel.Post(new SlicesMessage(part, 0));
        if (dropped > 0) channel.Post(new SlicesMessage([], dropped));
    }

    private void Close()
    {
        _job?.Dispose();
        _job = null;
        _shift = null;
        _refused = false;
    }
}
