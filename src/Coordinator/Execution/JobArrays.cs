using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Interop;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.Coordinator.Execution;

/// <summary>The arrays of a job in memory: its inputs, brought in once for all modes that are run over them, and room for its output.</summary>
/// <remarks>
/// Generated data is generated where it will lie, in the segment itself if workers are to map it; a <c>.npy</c> file is mapped as it is. Whoever
/// made the store disposes it after the last run.
/// </remarks>
internal sealed class JobArrays : IDisposable
{
    // 8 MiB: large enough that handing blocks to threads does not show, small enough to balance a few cores.
    private const int Block = 8 << 20;

    private JobArrays(IReadOnlyList<StoredInput> inputs, StoredOutput? output, long begin) =>
        (Inputs, Output, PublishedFrom, PublishTime) = (inputs, output, begin, Stopwatch.GetElapsedTime(begin));

    internal IReadOnlyList<StoredInput> Inputs { get; }

    /// <summary>Null for a job that has none.</summary>
    internal StoredOutput? Output { get; }

    /// <summary>When bringing them in began.</summary>
    internal long PublishedFrom { get; }

    /// <summary>What it took.</summary>
    internal TimeSpan PublishTime { get; }

    /// <summary>Bytes that workers can map.</summary>
    internal long SharedBytes => Inputs.Sum(input => input.SharedBytes) + (Output?.Layout.ByteLength ?? 0);

    /// <summary>What pages the largest of them lies in, in words; null for a job without arrays.</summary>
    /// <remarks>Looks at this process's mappings, which were touched by then: the system may have given less than was asked for.</remarks>
    internal string? DescribePages()
    {
        var arrays = new List<(SegmentPages Pages, MemoryRange Memory)>();
        foreach (StoredInput input in Inputs) arrays.Add((input.Pages, new MemoryRange(input.Here.Address, input.Input.Layout.ByteLength)));
        if (Output is not null) arrays.Add((Output.Pages, Output.Memory));
        if (arrays.Count == 0) return null;
        (SegmentPages pages, MemoryRange memory) = arrays.MaxBy(static one => one.Memory.Length);
        return PageWords.Describe(pages, memory);
    }

    /// <param name="job">Its inputs are brought in.</param>
    /// <param name="shareable">Whether workers are to map them.</param>
    /// <param name="progress">Gets the fraction done, from any thread; null if nobody looks.</param>
    /// <param name="cancellationToken">Ends the generation.</param>
    /// <param name="part">Chunks that will be computed here, if that is known: of what chunks see their own part of, only theirs is brought in. Null for all.</param>
    /// <exception cref="FaultException"><see cref="FaultCode.OutOfMemory"/>, with figures.</exception>
    /// <exception cref="FileProblemException">A file cannot be read to its end.</exception>
    internal static JobArrays Create(
        PreparedJob job, bool shareable, IProgress<double>? progress, CancellationToken cancellationToken, ChunkRange? part = null)
    {
        long begin = Stopwatch.GetTimestamp();
        IEnumerable<long> made = job.Inputs.Where(input => !IsMapped(job, input)).Select(input => input.Layout.ByteLength);
        MemoryBudget.Require(made.Append(job.Job.Output?.ByteLength ?? 0), $"the data of {job.Definition.Name}");

        var stored = new List<StoredInput>();
        try
        {
            foreach (JobInput input in job.Inputs)
            {
                bool mapped = IsMapped(job, input);
                InputArray? file = job.FileOf(input);
                StoredInput one = mapped ? MapFile(input, file!) : Allocate(input, shareable, job.Request.HugePages);
                stored.Add(one);
                if (!mapped) Fill(one, file, BytesOf(job, input, part), progress, cancellationToken);
            }

            StoredOutput? output = job.Job.Output is { } layout ? AllocateOutput(layout, shareable, job.Request.HugePages) : null;
            return new JobArrays(stored, output, begin);
        }
        catch
        {
            foreach (StoredInput one in stored) one.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (StoredInput input in Inputs) input.Dispose();
        Output?.Dispose();
    }

    private static bool IsMapped(PreparedJob job, JobInput input) => job.FileOf(input)?.MappableOffset is not null;

    private static StoredInput MapFile(JobInput input, InputArray file)
    {
        var segment = SharedSegment.OfFile(file.Path);
        try
        {
            // It was opened by its name once more: it must be the file whose header was read, and as long.
            file.VerifyUnchanged();
            return new StoredInput(input, segment, file.MappableOffset!.Value);
        }
        catch
        {
            segment.Dispose();
            throw;
        }
    }

    private static StoredInput Allocate(JobInput input, bool shareable, HugePageChoice pages) => Reserve(
        input.Name, input.Layout.ByteLength, shareable, new SegmentUse(pages, IsSealed: true),
        segment => new StoredInput(input, segment, 0), buffer => new StoredInput(input, buffer));

    private static StoredOutput AllocateOutput(ArrayLayout layout, bool shareable, HugePageChoice pages) => Reserve(
        "output", layout.ByteLength, shareable, new SegmentUse(pages),
        segment => new StoredOutput(layout, segment), buffer => new StoredOutput(layout, buffer));

    // Memory of this process alone gets large pages where a segment would: modes that are run one by one compare like those over one store.
    /// <exception cref="FaultException"><see cref="FaultCode.OutOfMemory"/>, with figures.</exception>
    internal static T Reserve<T>(
        string name, long bytes, bool shareable, SegmentUse use, Func<SharedSegment, T> inSegment, Func<NativeBuffer, T> inBuffer)
    {
        try
        {
            return shareable
                ? inSegment(SharedSegment.Create(name, bytes, Path.GetTempPath(), use))
                : inBuffer(new NativeBuffer(bytes, hugePages: LargeFile.Way(bytes, use) != SegmentPages.Ordinary));
        }
        catch (Exception ex) when (ex is ErrnoException or OutOfMemoryException or IOException)
        {
            throw new FaultException(FaultCode.OutOfMemory, $"no memory for {name}, {bytes:N0} bytes: {ex.Message}", ex);
        }
    }

    // From where to where. Strided chunks are everywhere.
    private static (long First, long End) BytesOf(PreparedJob job, JobInput input, ChunkRange? part)
    {
        ArrayLayout layout = input.Layout;
        bool isWhole = part is null || input.Use != InputUse.Sliced || job.Plan.IsStrided || job.Plan.Total != layout.Slices;
        if (isWhole) return (0, layout.ByteLength);
        if (part!.Value.Count == 0) return (0, 0);
        (Chunk first, Chunk last) = (job.Plan[part.Value.First], job.Plan[part.Value.End - 1]);
        return (first.Start * layout.SliceBytes, (last.Start + last.Count) * layout.SliceBytes);
    }

    private static void Fill(StoredInput input, InputArray? file, (long First, long End) range, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        long bytes = range.End - range.First;
        long blocks = (bytes + Block - 1) / Block;
        long done = 0;
        IElementGenerator? generator = input.Input.Generator;
        Parallel.For(0L, blocks, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            long offset = range.First + (block * Block);
            Span<byte> part = input.Bytes(offset, (int)Math.Min(Block, range.End - offset));
            if (file is not null) file.CopyTo(part, offset);
            else generator!.Fill(offset / sizeof(double), MemoryMarshal.Cast<byte, double>(part));
            progress?.Report((double)Interlocked.Increment(ref done) / blocks);
        });
        input.Seal();
    }
}
