using Cluster.DataPlane;
using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Tests.DataPlane;

/// <summary>Memory of this very process, as threads use it.</summary>
public sealed class OwnMemoryInputsTests : ChunkInputsConformance
{
    private protected override Task ResolveAsync(
        IReadOnlyList<(Sample Sample, InputUse Use)> inputs, ChunkPlan plan, IReadOnlyList<int> chunks, Action<IChunkInputs, Chunk> use)
    {
        using var mapped = new MappedInputs([.. inputs.Select(input => new MappedArray(input.Sample.Layout, input.Use, input.Sample.Memory.Address))], plan, []);
        foreach (int chunk in chunks) use(mapped, plan[chunk]);
        return Task.CompletedTask;
    }
}
