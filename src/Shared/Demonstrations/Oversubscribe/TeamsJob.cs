using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Interop;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Demonstrations.Oversubscribe;

/// <summary>The mistake: threads of its own in a process that is one of as many as there are processors.</summary>
/// <remarks>
/// What is computed does not depend on the division, nor does the sum, which is taken cell by cell when the matrix is whole. The partial
/// says besides what the process used meanwhile, all threads together.
/// </remarks>
internal sealed class TeamsJob(ArrayLayout points, long matrices, Division division, int threads) : IJob
{
    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(matrices, 1);

    public int PartialSize(in Chunk chunk) => TeamReport.Size;

    public void Map(in MapContext context, Span<byte> partial)
    {
        long begin = Stopwatch.GetTimestamp();
        ResourceUsage before = LinuxProcess.Usage();
        var matrix = new MatrixOfThreads(context.Inputs[0], checked((int)points.Rows));
        long started = division switch
        {
            Division.Team => matrix.FillByTeam(threads),
            Division.Row => matrix.FillByRow(threads),
            _ => matrix.FillByCell(threads),
        };
        double sum = matrix.Sum();
        ResourceUsage used = LinuxProcess.Usage() - before;
        MemoryMarshal.Write(partial, new TeamReport(
            sum, Environment.ProcessId, started, used.User.Ticks, used.System.Ticks, used.Voluntary, used.Involuntary,
            begin, Stopwatch.GetTimestamp()));
    }

    public IReduction StartReduction(ChunkPlan plan) => new TeamsReduction();
}
