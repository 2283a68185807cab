using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Tests.Workloads;

/// <summary>Runs a job of one input or none in this process: the shortest thing that honours the contract.</summary>
/// <remarks>
/// Views lie over the whole input, as in shared memory, or over a contiguous copy of each chunk, as when chunks travel through a pipe.
/// </remarks>
internal sealed class InProcessRun(IJobDefinition definition)
{
    private Dictionary<string, object> _options = [];
    private ulong _seed = 1;
    private long? _chunkSize;
    private bool _copiesChunks;
    private (ArrayLayout Layout, byte[] Bytes)? _file;

    public ChunkPlan? Plan { get; private set; }

    public InProcessRun With(params (string Name, object Value)[] options)
    {
        _options = options.ToDictionary(option => option.Name, option => option.Value);
        return this;
    }

    public InProcessRun WithSeed(ulong seed)
    {
        _seed = seed;
        return this;
    }

    public InProcessRun WithChunkSize(long? size)
    {
        _chunkSize = size;
        return this;
    }

    public InProcessRun WithCopiedChunks(bool copied = true)
    {
        _copiesChunks = copied;
        return this;
    }

    public InProcessRun WithFile<T>(ArrayLayout layout, T[] elements)
        where T : unmanaged
    {
        Assert.Equal(layout.Length, elements.Length);
        Assert.Null(definition.RefuseInput(layout));
        _file = (layout, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray());
        return this;
    }

    public JobResult Result()
    {
        JobParameters parameters = JobParameters.Complete(definition.Options, _options, _seed);
        (ArrayLayout? layout, byte[] bytes) = _file ?? Generate(definition.DescribeInputs(parameters));
        IJob job = definition.Create(parameters, layout is null ? [] : [layout]);
        Plan = job.Plan(_chunkSize);
        IReduction reduction = job.StartReduction(Plan);
        for (int i = 0; i < Plan.Count; i++)
        {
            Chunk chunk = Plan[i];
            Span<byte> partial = MemoryMarshal.AsBytes(new long[(job.PartialSize(chunk) + 7) / 8].AsSpan())[..job.PartialSize(chunk)];
            Map(job, chunk, layout, bytes, partial);
            reduction.Add(chunk, partial);
        }

        Assert.Null(reduction.CompleteStage());
        return reduction.Result;
    }

    private unsafe void Map(IJob job, Chunk chunk, ArrayLayout? layout, byte[] bytes, Span<byte> partial)
    {
        if (layout is null)
        {
            job.Map(new MapContext(chunk, [], []), partial);
            return;
        }

        byte[] visible = _copiesChunks ? Copy(chunk, layout, bytes) : bytes;
        fixed (byte* address = visible)
        {
            ArrayView view = _copiesChunks
                ? new((nint)address, layout, chunk.Count, Step: 1)
                : new((nint)address + (nint)(chunk.Start * layout.SliceBytes), layout, chunk.Count, chunk.Step);
            job.Map(new MapContext(chunk, [view], []), partial);
        }
    }

    private static byte[] Copy(Chunk chunk, ArrayLayout layout, byte[] bytes)
    {
        var copy = new byte[chunk.Count * layout.SliceBytes];
        for (long i = 0; i < chunk.Count; i++)
        {
            long from = (chunk.Start + (i * chunk.Step)) * layout.SliceBytes;
            Array.Copy(bytes, from, copy, i * layout.SliceBytes, layout.SliceBytes);
        }

        return copy;
    }

    private static (ArrayLayout? Layout, byte[] Bytes) Generate(IReadOnlyList<JobInput> inputs)
    {
        if (inputs.Count == 0) return (null, []);
        JobInput input = Assert.Single(inputs);
        var elements = new double[input.Layout.Length];
        input.Generator!.Fill(0, elements);
        return (input.Layout, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray());
    }
}
