using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cluster.DataPlane;
using Cluster.DataPlane.Inline;
using Cluster.DataPlane.Mapped;
using Cluster.Demonstrations;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.OwnJobs;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Workloads;

namespace Cluster.Worker.Execution;

/// <summary>Computes the chunks of one open job: resolve its data, run its code, post its partial.</summary>
/// <remarks>The session's thread only. Owns the attached input; disposing it lets go of the segments.</remarks>
internal sealed class JobExecutor : IDisposable
{
    // Some 10 µs of reading.
    private const long RehearsalLimit = 1 << 18;

    private readonly IJob _job;
    private readonly ChunkPlan _plan;
    private readonly IChunkInputs _inputs;
    private readonly IChunkOutput _output;
    private readonly IChunkCounters _counters;
    private readonly int _worker;
    private readonly MessageChannel _channel;
    private readonly ulong _number;
    private readonly ArrayView[] _views;
    private readonly bool _isBuiltIn;

    // Reused from chunk to chunk; as a byte array it is aligned to 8 bytes.
    private byte[] _partial = [];
    private MappedMemory? _boardMemory;

    private JobExecutor(
        IJob job, ChunkPlan plan, IChunkInputs inputs, IChunkOutput output, IChunkCounters counters, int inputCount, MessageChannel channel,
        int worker, ulong number, bool isBuiltIn) =>
        (_job, _plan, _inputs, _output, _counters, _views, _channel, _worker, _number, _isBuiltIn) =
        (job, plan, inputs, output, counters, new ArrayView[inputCount], channel, worker, number, isBuiltIn);

    /// <summary>What <c>Map</c> gets as its state.</summary>
    internal ReadOnlyMemory<byte> State { get; set; }

    /// <summary>Where chunks are taken and partials left; null where both are messages.</summary>
    internal BoardWorker? Board { get; private set; }

    /// <summary>Chunks of the plan.</summary>
    internal int ChunkCount => _plan.Count;

    /// <summary>Chunks computed in this repetition.</summary>
    internal long ChunksDone { get; private set; }

    /// <summary>Payload received inline in this repetition.</summary>
    internal long InputBytes => _inputs is InlineInputs inline ? inline.BytesReceived : 0;

    /// <param name="message">What to open.</param>
    /// <param name="channel">Inline data and partials go through it.</param>
    /// <param name="worker">This worker's number in its pool.</param>
    /// <param name="number">The job's in its pool: what is said of it carries that.</param>
    /// <exception cref="FaultException">The job is not known here, or its input cannot be attached.</exception>
    internal static JobExecutor Open(OpenJob message, MessageChannel channel, int worker, ulong number)
    {
        IJobDefinition definition = Find(message);
        var layouts = new ArrayLayout[message.Inputs.Count];
        for (int i = 0; i < layouts.Length; i++) layouts[i] = message.Inputs[i].Layout;
        IJob job = definition.Create(message.Parameters, layouts);
        // Before anything is mapped: a plan that cannot be made must not leave a mapping behind.
        ChunkPlan plan = message.Plan;
        IChunkInputs inputs = Attach(message, channel);
        IChunkCounters counters = NoCounters.Instance;
        try
        {
            counters = OpenCounters(message, job);
            IChunkOutput output = OpenOutput(message, job, plan, channel);
            bool isBuiltIn = message.Origin is null && JobCatalog.Find(message.Job) is not null;
            return new JobExecutor(job, plan, inputs, output, counters, layouts.Length, channel, worker, number, isBuiltIn);
        }
        catch
        {
            counters.Dispose();
            inputs.Dispose();
            throw;
        }
    }

    /// <summary>Computes one chunk and posts its partial, or posts the fault that it ended in.</summary>
    /// <param name="index">The chunk's.</param>
    /// <param name="clock">Learns what the time goes to.</param>
    /// <param name="status">Gets a note of it, with the chunk's number from 1 on; null where there is none.</param>
    internal void Run(int index, PhaseClock clock, StatusSlot? status)
    {
        Chunk chunk = _plan[index];
        clock.Chunk = index;
        // Its data included: bytes that cannot be read cost a worker as well as code does.
        status?.Begin(index + 1L, 0, Stopwatch.GetTimestamp());
        _inputs.Resolve(chunk, _views, clock);
        OutputView output = _output.Begin(chunk, clock);
        clock.Enter(Phase.Compute);
        try
        {
            Span<byte> partial = PartialBuffer.Cleared(ref _partial, _job.PartialSize(chunk));
            partial = partial[..Map(chunk, output, partial)];
            _output.Finish(chunk, clock);
            clock.Enter(Phase.Collect);
            PartialMessage.Post(_channel, index, partial, _counters.Finish());
            ChunksDone++;
        }
        catch (Exception ex) when (ex is not IOException)
        {
            PostFault(index, ex, clock);
        }

        status?.End();
    }

    /// <summary>Attaches the board of the job.</summary>
    /// <exception cref="FaultException">It cannot be attached, or is not the board of this job.</exception>
    internal void Attach(AttachBoard message)
    {
        BoardLayout layout = message.LayoutFor(_plan.Count)
            ?? throw new FaultException(
                FaultCode.ProtocolViolation, $"a board of {message.Segment.Length:N0} bytes for {_plan.Count} chunks");
        if (_worker >= layout.Places)
            throw new FaultException(FaultCode.ProtocolViolation, $"a board of {layout.Places} places for worker {_worker}");
        _boardMemory?.Dispose();
        _boardMemory = AttachedSegment.Attach(message.Segment, writable: true);
        var board = new ChunkBoard(_boardMemory, layout);
        if (board.Key != message.Key) throw new FaultException(FaultCode.InputUnavailable, $"the segment of job {_number}'s board is another one's by now");
        _boardMemory.PopulateForWriting(0, _boardMemory.Length);
        Board = new BoardWorker(board, _worker);
    }

    /// <summary>As <see cref="Run"/>, for a chunk that was claimed on the board: its partial is written to its place there.</summary>
    /// <returns>Now, as a timestamp.</returns>
    internal long RunClaimed(int index, PhaseClock clock, StatusSlot? status)
    {
        Chunk chunk = _plan[index];
        clock.Chunk = index;
        long now = Stopwatch.GetTimestamp();
        status?.Begin(index + 1L, 0, now);
        _inputs.Resolve(chunk, _views, clock);
        OutputView output = _output.Begin(chunk, clock);
        // One reading of the clock less for all but the first touch of a chunk, which is a phase of its own.
        if (clock.Current == Phase.Map) clock.Enter(Phase.Compute);
        else clock.Enter(Phase.Compute, now);
        try
        {
            Span<byte> partial = Board!.Partial(index, _job.PartialSize(chunk));
            int length = Map(chunk, output, partial);
            _output.Finish(chunk, clock);
            now = Stopwatch.GetTimestamp();
            clock.Enter(Phase.Collect, now);
            // What follows is not the job's code, and no chunk is blamed for it.
            status?.End();
            Board.Finish(index, length);
            ChunksDone++;
        }
        catch (Exception ex) when (ex is not IOException)
        {
            PostFault(index, ex, clock);
            status?.End();
        }

        return now;
    }

    /// <summary>Computes the first slice of the input for nothing, so that the job's code is compiled when the run's time begins: 4 to 8 ms of the first
    /// chunk were that, and code that is compiled for a quick start ran at half its speed in the 100 that followed (2 cores, EPYC, 2026-11-21).</summary>
    /// <remarks>
    /// Of a built-in job only, for which that has no effect. Without inputs a slice may be any amount of work, and an output is written. What it
    /// fails with, the chunk will fail with.
    /// </remarks>
    internal void Rehearse()
    {
        if (!_isBuiltIn || _inputs is not MappedInputs { Arrays: { Count: > 0 } arrays } || _output is not NoOutput || _job.Counters > 0 || _plan.Count == 0) return;
        Chunk first = _plan[0] with { Count = 1 };
        long seen = 0;
        foreach (MappedArray array in arrays) seen += array.Use == InputUse.Broadcast ? array.Layout.ByteLength : array.Layout.SliceBytes;
        if (seen > RehearsalLimit) return;
        for (int i = 0; i < _views.Length; i++) _views[i] = arrays[i].View(first);
        try
        {
            Map(first, default, PartialBuffer.Cleared(ref _partial, _job.PartialSize(first)));
        }
        catch (Exception ex) when (ex is not IOException)
        {
        }
    }

    internal void BeginRepetition()
    {
        ChunksDone = 0;
        _inputs.BeginRepetition();
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _output.Dispose();
        _counters.Dispose();
        _boardMemory?.Dispose();
    }

    // Returns how much of the partial says something.
    private int Map(in Chunk chunk, in OutputView output, Span<byte> partial)
    {
        ReadOnlySpan<byte> state = (Board?.State ?? State).Span;
        _job.Map(new MapContext(chunk, _views, state, output, _counters.Begin(_worker), _worker), partial);
        return partial[.._job.PartialLength(partial)].Length;
    }

    private void PostFault(int index, Exception ex, PhaseClock clock)
    {
        clock.Enter(Phase.Collect);
        _channel.Post(new FaultMessage(new FaultInfo(FaultCode.JobFailed, ex.Message, index, ex.GetType().FullName, ex.StackTrace)), _number);
    }

    private static IJobDefinition Find(OpenJob message) => message.Origin is { } origin
        ? FindOwn(origin)
        : JobCatalog.Find(message.Job) ?? DemonstrationCatalog.Find(message.Job)
            ?? throw new FaultException(FaultCode.ProtocolViolation, $"job '{message.Job}' is not known to this worker");

    // By itself, so that a worker with a built-in job loads nothing of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OwnJob FindOwn(JobOrigin origin)
    {
        try
        {
            return OwnJob.Open(origin);
        }
        catch (OwnJobException ex)
        {
            throw new FaultException(FaultCode.JobFailed, ex.Message, ex);
        }
    }

    private static IChunkInputs Attach(OpenJob message, MessageChannel channel)
    {
        bool inline = message.Inputs.Count > 0 && message.Inputs[0].Segment is null;
        if (!inline) return MapSegments(message);
        var arrays = new (ArrayLayout Layout, InputUse Use)[message.Inputs.Count];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = (message.Inputs[i].Layout, message.Inputs[i].Use);
        return new InlineInputs(channel, message.Codec, arrays, message.IsResident);
    }

    private static IChunkOutput OpenOutput(OpenJob message, IJob job, ChunkPlan plan, MessageChannel channel)
    {
        if (message.Output is not { } output) return NoOutput.Instance;
        if (output.Layout != job.Output) throw new FaultException(FaultCode.ProtocolViolation, $"the output is {output.Layout}, the job writes {job.Output}");
        if (output.Segment is not { } handle) return new InlineOutput(channel, message.Codec, output.Layout);
        CheckInside(output, handle);
        MappedMemory mapping = AttachedSegment.Attach(handle, writable: true);
        return new MappedOutput(mapping.Address, output.Layout, plan, mapping, owns: true);
    }

    private static IChunkCounters OpenCounters(OpenJob message, IJob job)
    {
        if (job.Counters == 0) return NoCounters.Instance;
        if (message.Counters is not { } handle) return new InlineCounters(job.Counters);
        if (handle.Length != MappedCounters.ByteLength(job.Counters))
            throw new FaultException(FaultCode.ProtocolViolation, $"{job.Counters} counters in a segment of {handle.Length:N0} bytes");
        MappedMemory mapping = AttachedSegment.Attach(handle, writable: true);
        mapping.PopulateForWriting(0, mapping.Length);
        return new MappedCounters(job.Counters, mapping.Address, mapping);
    }

    private static void CheckInside(ArrayBinding array, SegmentHandle handle)
    {
        if (array.Offset < 0 || array.Offset > handle.Length - array.Layout.ByteLength)
            throw new FaultException(FaultCode.ProtocolViolation, "an array does not lie inside its segment");
    }

    private static MappedInputs MapSegments(OpenJob message)
    {
        var mappings = new List<MappedMemory>();
        try
        {
            var arrays = new MappedArray[message.Inputs.Count];
            for (int i = 0; i < arrays.Length; i++)
            {
                ArrayBinding input = message.Inputs[i];
                SegmentHandle handle = input.Segment ?? throw new FaultException(FaultCode.ProtocolViolation, "inputs are either all inline or all shared");
                CheckInside(input, handle);
                MappedMemory mapping = AttachedSegment.Attach(handle);
                mappings.Add(mapping);
                arrays[i] = new MappedArray(input.Layout, input.Use, mapping.Address + (nint)input.Offset, mapping, input.Offset);
            }

            return new MappedInputs(arrays, message.Plan, mappings);
        }
        catch
        {
            foreach (MappedMemory mapping in mappings) mapping.Dispose();
            throw;
        }
    }
}
