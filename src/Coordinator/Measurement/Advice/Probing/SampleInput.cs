using System.Runtime.InteropServices;
using Cluster.Coordinator.Files;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>One input of a job in memory, as far as a sample of its chunks sees it.</summary>
/// <remarks>
/// In a segment, like the input of a run. A broadcast input is there as a whole; of a sliced one the slices of the sampled chunks lie one after the
/// other, or, where chunks are strided, its beginning lies there and each chunk sees its slices of that.
/// </remarks>
internal sealed class SampleInput : IDisposable
{
    private const int Block = 8 << 20;

    private readonly SharedSegment _segment;
    private readonly ArrayView[] _views;

    private SampleInput(SharedSegment segment, ArrayView[] views, long filledBytes) => (_segment, _views, FilledBytes) = (segment, views, filledBytes);

    /// <summary>Bytes that had to be brought in; 0 for a file that is mapped.</summary>
    internal long FilledBytes { get; }

    internal ArrayView View(int chunk) => _views[chunk];

    internal static SampleInput Create(JobInput input, InputArray? file, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        ArrayLayout layout = input.Layout;
        bool strided = chunks[0].Step != 1;
        long slices = input.Use == InputUse.Broadcast ? layout.Slices
            : strided ? chunks.Max(static chunk => chunk.Start + ((chunk.Count - 1) * chunk.Step) + 1)
            : chunks.Sum(static chunk => chunk.Count);
        if (file?.MappableOffset is { } offset) return Mapped(input, SharedSegment.OfFile(file.Path), offset, chunks);

        var use = new SegmentUse(HugePageWords.OfEnvironment, IsSealed: true);
        SharedSegment segment = SharedSegment.Create("sample", slices * layout.SliceBytes, Path.GetTempPath(), use);
        try
        {
            if (input.Use == InputUse.Broadcast || strided) Fill(segment, 0, input, file, 0, slices, cancellationToken);
            var views = new ArrayView[chunks.Count];
            long at = 0;
            for (int i = 0; i < views.Length; i++)
            {
                Chunk chunk = chunks[i];
                if (input.Use == InputUse.Broadcast || strided)
                {
                    views[i] = Seen(input, segment.Memory.Address, chunk);
                    continue;
                }

                Fill(segment, at * layout.SliceBytes, input, file, chunk.Start, chunk.Count, cancellationToken);
                views[i] = new ArrayView(segment.Memory.Address + (nint)(at * layout.SliceBytes), layout, chunk.Count, 1);
                at += chunk.Count;
            }

            return new SampleInput(segment, views, slices * layout.SliceBytes);
        }
        catch
        {
            segment.Dispose();
            throw;
        }
    }

    public void Dispose() => _segment.Dispose();

    private static SampleInput Mapped(JobInput input, SharedSegment segment, long offset, IReadOnlyList<Chunk> chunks) =>
        new(segment, [.. chunks.Select(chunk => Seen(input, segment.Memory.Address + (nint)offset, chunk))], 0);

    private static ArrayView Seen(JobInput input, nint address, Chunk chunk) => input.Use == InputUse.Broadcast
        ? new ArrayView(address, input.Layout, input.Layout.Slices, 1)
        : new ArrayView(address + (nint)(chunk.Start * input.Layout.SliceBytes), input.Layout, chunk.Count, chunk.Step);

    // On all cores in blocks, as the input of a run is.
    private static void Fill(
        SharedSegment segment, long target, JobInput input, InputArray? file, long firstSlice, long slices, CancellationToken cancellationToken)
    {
        (long from, long bytes) = (firstSlice * input.Layout.SliceBytes, slices * input.Layout.SliceBytes);
        Parallel.For(0L, (bytes + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            long offset = block * Block;
            Span<byte> part = segment.Memory.Write(target + offset, (int)Math.Min(Block, bytes - offset));
            if (file is not null) file.CopyTo(part, from + offset);
            else input.Generator!.Fill((from + offset) / sizeof(double), MemoryMarshal.Cast<byte, double>(part));
        });
    }
}
