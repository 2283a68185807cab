using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Tests.Workloads;

/// <summary>Runs a job in this process: the shortest thing that honours the contract.</summary>
/// <remarks>
/// Views lie over the whole input, as in shared memory, or over a contiguous copy of each chunk, as when chunks travel through a pipe.
/// The output array is filled with a pattern first: a job must not rely on zeros.
/// </remarks>
internal sealed class InProcessRun(IJobDefinition definition)
{
    private const byte Garbage = 0xA5;

    private readonly List<(ArrayLayout Layout, byte[] Bytes)> _files = [];
    private Dictionary<string, object> _options = [];
    private ulong _seed = 1;
    private long? _chunkSize;
    private bool _copiesChunks;

    public ChunkPlan? Plan { get; private set; }

    /// <summary>What the job wrote in place; empty if it has no output array.</summary>
    public byte[] Output { get; private set; } = [];

    /// <summary>The inputs of the last run.</summary>
    public IReadOnlyList<byte[]> Inputs { get; private set; } = [];

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

    /// <summary>The first input, or one more.</summary>
    public InProcessRun WithFile<T>(ArrayLayout layout, T[] elements)
        where T : unmanaged
    {
        Assert.Equal(layout.Length, elements.Length);
        Assert.Null(definition.RefuseInput(layout));
        _files.Add((layout, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray()));
        return this;
    }

    public JobResult Result()
    {
        JobParameters parameters = JobParameters.Complete(definition.Options, _options, _seed);
        IReadOnlyList<(ArrayLayout Layout, byte[] Bytes)> inputs =
            _files.Count > 0 ? _files : [.. definition.DescribeInputs(parameters).Select(Generate)];
        Inputs = [.. inputs.Select(input => input.Bytes)];
        IJob job = definition.Create(parameters, [.. inputs.Select(input => input.Layout)]);
        Plan = job.Plan(_chunkSize);
        Output = new byte[job.Output?.ByteLength ?? 0];
        Output.AsSpan().Fill(Garbage);
        IReduction reduction = job.StartReduction(Plan);
        for (int i = 0; i < Plan.Count; i++)
        {
            Chunk chunk = Plan[i];
            Span<byte> partial = MemoryMarshal.AsBytes(new long[(job.PartialSize(chunk) + 7) / 8].AsSpan())[..job.PartialSize(chunk)];
            Map(job, chunk, inputs, partial);
            reduction.Add(chunk, partial);
        }

        Assert.Null(reduction.CompleteStage());
        return reduction.Result;
    }

    public double[] OutputNumbers() => MemoryMarshal.Cast<byte, double>(Output).ToArray();

    private void Map(IJob job, Chunk chunk, IReadOnlyList<(ArrayLayout Layout, byte[] Bytes)> inputs, Span<byte> partial)
    {
        var pins = new List<GCHandle>();
        try
        {
            var views = new ArrayView[inputs.Count];
            for (int i = 0; i < inputs.Count; i++)
            {
                (ArrayLayout layout, byte[] bytes) = inputs[i];
                nint address = Pin(_copiesChunks ? Copy(chunk, layout, bytes) : bytes, pins);
                views[i] = _copiesChunks
                    ? new(address, layout, chunk.Count, Step: 1)
                    : new(address + (nint)(chunk.Start * layout.SliceBytes), layout, chunk.Count, chunk.Step);
            }

            OutputView output = job.Output is ArrayLayout outputLayout
                ? new(Pin(Output, pins) + (nint)(chunk.Start * outputLayout.SliceBytes), outputLayout, chunk.Count)
                : default;
            job.Map(new MapContext(chunk, views, [], output), partial);
        }
        finally
        {
            foreach (GCHandle pin in pins) pin.Free();
        }
    }

    private static nint Pin(byte[] bytes, List<GCHandle> pins)
    {
        pins.Add(GCHandle.Alloc(bytes, GCHandleType.Pinned));
        return pins[^1].AddrOfPinnedObject();
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

    private static (ArrayLayout Layout, byte[] Bytes) Generate(JobInput input)
    {
        var elements = new double[input.Layout.Length];
        input.Generator!.Fill(0, elements);
        return (input.Layout, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray());
    }
}
