using System.Runtime.InteropServices;
using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.Tests.Workloads;

/// <summary>Runs a job in this process: the shortest thing that honours the contract.</summary>
/// <remarks>
/// Views of sliced inputs lie over the whole input, as in shared memory, or over a contiguous copy of each chunk, as when chunks travel
/// through a pipe; the output is likewise one array, or an array for each chunk, and so are the counters.
/// </remarks>
internal sealed class InProcessRun(IJobDefinition definition)
{
    private Dictionary<string, object> _options = [];
    private ulong _seed = 1;
    private long? _chunkSize;
    private bool _copiesChunks;
    private readonly Dictionary<string, PinnedArray> _files = [];

    public ChunkPlan? Plan { get; private set; }

    /// <summary>Stages of the last run.</summary>
    public int Stages { get; private set; }

    /// <summary>The array that the job has filled; empty for a job that has none.</summary>
    public double[] Output { get; private set; } = [];

    /// <summary>Bytes of the inputs of the last run.</summary>
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

    /// <summary>As <c>--input FILE</c>, and the second time as <c>--input2 FILE</c>.</summary>
    public InProcessRun WithFile<T>(ArrayLayout layout, T[] elements)
        where T : unmanaged => WithFile(_files.ContainsKey(JobFile.Input) ? JobFile.Input2 : JobFile.Input, layout, elements);

    public InProcessRun WithFile<T>(string option, ArrayLayout layout, T[] elements)
        where T : unmanaged
    {
        Assert.Equal(layout.Length, elements.Length);
        Assert.Contains(definition.Files, file => file.Option == option);
        var array = new PinnedArray(layout);
        MemoryMarshal.AsBytes(elements.AsSpan()).CopyTo(array.Bytes);
        _files[option] = array;
        return this;
    }

    public JobResult Result()
    {
        JobParameters parameters = JobParameters.Complete(definition.Options, _options, _seed);
        bool replaced = definition.Files.Any(file => file.ReplacesGenerated && _files.ContainsKey(file.Option));
        if (replaced) parameters = WithoutGeneration(parameters);
        var layouts = _files.ToDictionary(file => file.Key, file => file.Value.Layout);
        IReadOnlyList<JobInput> described = definition.DescribeInputs(parameters, layouts);
        PinnedArray[] inputs = [.. described.Select(input => input.File is null ? Generate(input) : _files[input.File])];
        InputUse[] uses = [.. described.Select(input => input.Use)];
        IJob job = definition.Create(parameters, [.. inputs.Select(input => input.Layout)]);
        Plan = job.Plan(_chunkSize);
        PinnedArray? output = job.Output is ArrayLayout layout ? new PinnedArray(layout) : null;
        output?.Bytes.Fill(0xA5);
        using MappedCounters? counters = Counters(job.Counters);
        IReduction reduction = job.StartReduction(Plan);
        Inputs = [.. inputs.Select(input => input.Bytes.ToArray())];
        Stages = 0;
        for (byte[]? state = []; state is not null; Stages++)
        {
            for (int i = 0; i < Plan.Count; i++)
            {
                Chunk chunk = Plan[i];
                Span<byte> partial = MemoryMarshal.AsBytes(new long[(job.PartialSize(chunk) + 7) / 8].AsSpan())[..job.PartialSize(chunk)];
                Map(job, chunk, inputs, uses, state, output, counters, partial);
                reduction.Add(chunk, partial[..job.PartialLength(partial)]);
            }

            if (counters is not null) reduction.TakeCounters(counters.Read());
            state = reduction.CompleteStage();
        }

        Output = output is null ? [] : MemoryMarshal.Cast<byte, double>(output.Bytes).ToArray();
        return reduction.Result;
    }

    // Beside a file the options that say how input is generated have no value.
    private JobParameters WithoutGeneration(JobParameters parameters)
    {
        var values = new Dictionary<string, object>(parameters.Values);
        foreach (JobOption option in definition.Options.Where(option => option.OfGeneratedInput)) values.Remove(option.Name);
        return parameters with { Values = values };
    }

    private void Map(
        IJob job, Chunk chunk, PinnedArray[] inputs, InputUse[] uses, byte[] state, PinnedArray? output, MappedCounters? counters, Span<byte> partial)
    {
        using MappedCounters? copied = _copiesChunks ? Counters(job.Counters) : null;
        SharedCounters shared = (copied ?? counters) is { } memory ? memory.Begin(0) : default;
        var views = new ArrayView[inputs.Length];
        var alive = new List<PinnedArray>();
        for (int i = 0; i < inputs.Length; i++)
        {
            PinnedArray input = inputs[i];
            if (uses[i] == InputUse.Broadcast)
            {
                views[i] = new(input.Address, input.Layout, input.Layout.Slices, Step: 1);
            }
            else if (_copiesChunks)
            {
                alive.Add(Copy(chunk, input));
                views[i] = new(alive[^1].Address, input.Layout, chunk.Count, Step: 1);
            }
            else
            {
                views[i] = new(input.Address + (nint)(chunk.Start * input.Layout.SliceBytes), input.Layout, chunk.Count, chunk.Step);
            }
        }

        if (output is null)
        {
            job.Map(new MapContext(chunk, views, state, default, shared), partial);
        }
        else
        {
            ArrayLayout own = ArrayLayout.Matrix(output.Layout.Type, chunk.Count, output.Layout.SliceLength, ArrayOrder.C);
            long offset = chunk.Start * output.Layout.SliceBytes;
            var copy = new PinnedArray(own);
            nint address = _copiesChunks ? copy.Address : output.Address + (nint)offset;
            job.Map(new MapContext(chunk, views, state, new OutputView(address, output.Layout, chunk.Count), shared), partial);
            if (_copiesChunks) copy.Bytes.CopyTo(output.Bytes[(int)offset..]);
        }

        if (copied is not null) counters!.Add(MemoryMarshal.AsBytes<long>(copied.Read()));
        GC.KeepAlive(alive);
    }

    private static MappedCounters? Counters(int count)
    {
        if (count == 0) return null;
        var memory = new NativeBuffer(MappedCounters.ByteLength(count));
        var counters = new MappedCounters(count, memory.Address, memory);
        counters.Clear();
        return counters;
    }

    private static PinnedArray Copy(Chunk chunk, PinnedArray whole)
    {
        ArrayLayout layout = whole.Layout;
        var copy = new PinnedArray(ArrayLayout.Vector(ElementType.UInt8, chunk.Count * layout.SliceBytes));
        int bytes = (int)layout.SliceBytes;
        for (int i = 0; i < chunk.Count; i++)
            whole.Bytes.Slice((int)(chunk.Start + (i * chunk.Step)) * bytes, bytes).CopyTo(copy.Bytes.Slice(i * bytes, bytes));
        return copy;
    }

    private static PinnedArray Generate(JobInput input)
    {
        var array = new PinnedArray(input.Layout);
        input.Generator!.Fill(0, MemoryMarshal.Cast<byte, double>(array.Bytes));
        return array;
    }

    /// <summary>An array that does not move, at the boundary of a cache line.</summary>
    private sealed class PinnedArray
    {
        private const int Alignment = 64;

        private readonly byte[] _bytes;
        private readonly int _offset;

        public PinnedArray(ArrayLayout layout)
        {
            Layout = layout;
            _bytes = GC.AllocateArray<byte>((int)layout.ByteLength + Alignment, pinned: true);
            nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
            _offset = (int)(-address & (Alignment - 1));
            Address = address + _offset;
        }

        public ArrayLayout Layout { get; }

        public nint Address { get; }

        public Span<byte> Bytes => _bytes.AsSpan(_offset, (int)Layout.ByteLength);
    }
}
