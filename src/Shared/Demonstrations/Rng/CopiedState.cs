using Cluster.Numerics;

namespace Cluster.Demonstrations.Rng;

/// <summary>A copy of a generator's state as the input of a job: what a process inherits when it is forked.</summary>
internal sealed class CopiedState(double[] copy) : IElementGenerator
{
    public void Fill(long first, Span<double> destination) => copy.AsSpan((int)first, destination.Length).CopyTo(destination);
}
