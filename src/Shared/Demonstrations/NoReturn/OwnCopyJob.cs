using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Demonstrations.NoReturn;

/// <summary>The mistake: a job that fills an array of its own process.</summary>
/// <remarks>
/// Runs the rows of another job into memory that this instance keeps. Every process has an instance, the coordinator too. The partial is
/// the process, the cells of the chunk that are not zero, and their sum: 24 bytes.
/// </remarks>
internal sealed class OwnCopyJob(IJob job) : IJob
{
    private readonly ArrayLayout _layout = job.Output ?? throw new ArgumentException("has no output", nameof(job));
    private double[]? _matrix;

    /// <summary>This process's copy: zeros, until somebody writes to it.</summary>
    public Span<double> Matrix => _matrix ??= GC.AllocateArray<double>(checked((int)_layout.Length), pinned: true);

    public ChunkPlan Plan(long? chunkSize) => job.Plan(chunkSize);

    public int PartialSize(in Chunk chunk) => 3 * sizeof(long);

    public void Map(in MapContext context, Span<byte> partial)
    {
        Chunk chunk = context.Chunk;
        Span<double> rows = Matrix.Slice((int)(chunk.Start * _layout.SliceLength), (int)(chunk.Count * _layout.SliceLength));
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_matrix!, (int)(chunk.Start * _layout.SliceLength));
        var own = new OutputView(address, _layout, chunk.Count);
        job.Map(new MapContext(chunk, context.Inputs, context.State, own), new byte[job.PartialSize(chunk)]);

        (long filled, double sum) = (0, 0);
        foreach (double cell in rows)
        {
            if (cell != 0) filled++;
            sum += cell;
        }

        MemoryMarshal.Write(partial, (long)Environment.ProcessId);
        MemoryMarshal.Write(partial[sizeof(long)..], filled);
        MemoryMarshal.Write(partial[(2 * sizeof(long))..], sum);
    }

    public IReduction StartReduction(ChunkPlan plan) => new OwnCopyReduction(plan.Count);
}
