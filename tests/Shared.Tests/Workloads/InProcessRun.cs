using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Tests.Workloads;

/// <summary>Runs a job of one input or none in this process: the shortest thing that honours the contract.</summary>
/// <remarks>
/// Views lie over the whole input, as in shared memory, or over a contiguous copy of each chunk, as when chunks travel through a pipe.
/// Every chunk sees a broadcast input as it lies.
/// </remarks>
internal sealed class InProcessRun(IJobDefinition definition)
{
    private Dictionary<string, object> _options = [];
    private ulong _seed = 1;
    private long? _chunkSize;
    private bool _copiesChunks;
    private (ArrayLayout Layout, byte[] Bytes)? _file;

    public ChunkPlan? Plan { get; private set; }

    /// <summary>Stages of the last run.</summary>
    public int Stages { get; private set; }

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
        if (_file is not null) parameters = WithoutGeneration(parameters);
        Input input = _file is { } file
            ? new(file.Layout, definition.UseOfFile(parameters), file.Bytes)
            : Generate(definition.DescribeInputs(parameters));
        IJob job = definition.Create(parameters, input.Layout is null ? [] : [input.Layout]);
        Plan = job.Plan(_chunkSize);
        IReduction reduction = job.StartReduction(Plan);
        Stages = 0;
        for (byte[]? state = []; state is not null; state = reduction.CompleteStage(), Stages++)
        {
            for (int i = 0; i < Plan.Count; i++)
            {
                Chunk chunk = Plan[i];
                Span<byte> partial = MemoryMarshal.AsBytes(new long[(job.PartialSize(chunk) + 7) / 8].AsSpan())[..job.PartialSize(chunk)];
                Map(job, chunk, input, state, partial);
                reduction.Add(chunk, partial);
            }
        }

        return reduction.Result;
    }

    // Beside a file the options that say how input is generated have no value.
    private JobParameters WithoutGeneration(JobParameters parameters)
    {
        var values = new Dictionary<string, object>(parameters.Values);
        foreach (JobOption option in definition.Options.Where(option => option.OfGeneratedInput)) values.Remove(option.Name);
        return parameters with { Values = values };
    }

    private unsafe void Map(IJob job, Chunk chunk, Input input, byte[] state, Span<byte> partial)
    {
        if (input.Layout is not { } layout)
        {
            job.Map(new MapContext(chunk, [], state), partial);
            return;
        }

        bool broadcast = input.Use == InputUse.Broadcast;
        byte[] visible = _copiesChunks && !broadcast ? Copy(chunk, layout, input.Bytes) : input.Bytes;
        fixed (byte* address = visible)
        {
            ArrayView view = broadcast ? new((nint)address, layout, layout.Slices, Step: 1)
                : _copiesChunks ? new((nint)address, layout, chunk.Count, Step: 1)
                : new((nint)address + (nint)(chunk.Start * layout.SliceBytes), layout, chunk.Count, chunk.Step);
            job.Map(new MapContext(chunk, [view], state), partial);
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

    private static Input Generate(IReadOnlyList<JobInput> inputs)
    {
        if (inputs.Count == 0) return new(null, InputUse.Sliced, []);
        JobInput input = Assert.Single(inputs);
        var elements = new double[input.Layout.Length];
        input.Generator!.Fill(0, elements);
        return new(input.Layout, input.Use, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray());
    }

    private readonly record struct Input(ArrayLayout? Layout, InputUse Use, byte[] Bytes);
}
