using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Minefield;

internal sealed class LargestReduction : IReduction
{
    private double _largest;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _largest = Math.Max(_largest, MemoryMarshal.Read<double>(partial));

    public byte[]? CompleteStage() => null;

    public JobResult Result => new([new ResultField("largest", _largest)]);
}
