using Cluster.DataPlane;
using Cluster.DataPlane.Inline;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Workloads;

namespace Cluster.Worker.Execution;

/// <summary>Computes the chunks of one open job: resolve its data, run its code, post its partial.</summary>
/// <remarks>The session's thread only. Owns the attached input; disposing it lets go of the segments.</remarks>
internal sealed class JobExecutor : IDisposable
{
    private readonly IJob _job;
    private readonly ChunkPlan _plan;
    private readonly IChunkInputs _inputs;
    private readonly MessageChannel _channel;
    private readonly ArrayView[] _views;

    // Reused from chunk to chunk; as a byte array it is aligned to 8 bytes.
    private byte[] _partial = [];

    private JobExecutor(IJob job, ChunkPlan plan, IChunkInputs inputs, int inputCount, MessageChannel channel) =>
        (_job, _plan, _inputs, _views, _channel) = (job, plan, inputs, new ArrayView[inputCount], channel);

    /// <summary>What <c>Map</c> gets as its state.</summary>
    internal ReadOnlyMemory<byte> State { get; set; }

    /// <summary>Chunks of the plan.</summary>
    internal int ChunkCount => _plan.Count;

    /// <summary>Chunks computed in this repetition.</summary>
    internal long ChunksDone { get; private set; }

    /// <summary>Payload received inline in this repetition.</summary>
    internal long InputBytes => _inputs is InlineInputs inline ? inline.BytesReceived : 0;

    /// <exception cref="FaultException">The job is not known here, or its input cannot be attached.</exception>
    internal static JobExecutor Open(OpenJob message, MessageChannel channel)
    {
        IJobDefinition definition = JobCatalog.Find(message.Job)
            ?? throw new FaultException(FaultCode.ProtocolViolation, $"job '{message.Job}' is not known to this worker");
        var layouts = new ArrayLayout[message.Inputs.Count];
        for (int i = 0; i < layouts.Length; i++) layouts[i] = message.Inputs[i].Layout;
        IJob job = definition.Create(message.Parameters, layouts);
        // Before anything is mapped: a plan that cannot be made must not leave a mapping behind.
        ChunkPlan plan = message.Plan;
        return new JobExecutor(job, plan, Attach(message, channel), layouts.Length, channel);
    }

    /// <summary>Computes one chunk and posts its partial, or posts the fault that it ended in.</summary>
    internal void Run(int index, PhaseClock clock)
    {
        Chunk chunk = _plan[index];
        _inputs.Resolve(chunk, _views, clock);
        clock.Enter(Phase.Compute);
        try
        {
            Span<byte> partial = PartialBuffer.Cleared(ref _partial, _job.PartialSize(chunk));
            _job.Map(new MapContext(chunk, _views, State.Span), partial);
            clock.Enter(Phase.Collect);
            PartialMessage.Post(_channel, index, partial);
            ChunksDone++;
        }
        catch (Exception ex)
        {
            clock.Enter(Phase.Collect);
            _channel.Post(new FaultMessage(new FaultInfo(FaultCode.JobFailed, ex.Message, index, ex.GetType().FullName, ex.StackTrace)));
        }
    }

    internal void ResetCounts()
    {
        ChunksDone = 0;
        if (_inputs is InlineInputs inline) inline.ResetCounts();
    }

    public void Dispose() => _inputs.Dispose();

    private static IChunkInputs Attach(OpenJob message, MessageChannel channel)
    {
        bool inline = message.Inputs.Count > 0 && message.Inputs[0].Segment is null;
        if (!inline) return MapSegments(message);
        var arrays = new (ArrayLayout Layout, InputUse Use)[message.Inputs.Count];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = (message.Inputs[i].Layout, message.Inputs[i].Use);
        return new InlineInputs(channel, message.Codec, arrays);
    }

    private static MappedInputs MapSegments(OpenJob message)
    {
        var mappings = new List<MappedMemory>();
        try
        {
            var arrays = new MappedArray[message.Inputs.Count];
            for (int i = 0; i < arrays.Length; i++)
            {
                InputBinding input = message.Inputs[i];
                SegmentHandle handle = input.Segment ?? throw new FaultException(FaultCode.ProtocolViolation, "inputs are either all inline or all shared");
                if (input.Offset < 0 || input.Offset > handle.Length - input.Layout.ByteLength)
                    throw new FaultException(FaultCode.ProtocolViolation, $"input {i} does not lie inside its segment");
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
