using Cluster.DataPlane;
using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Tests.DataPlane;

/// <summary>A segment that a worker has mapped; the array begins behind a header, as in a file.</summary>
public sealed class AttachedSegmentInputsTests : ChunkInputsConformance
{
    private const int Header = 128;

    private protected override Task ResolveAsync(
        IReadOnlyList<(Sample Sample, InputUse Use)> inputs, ChunkPlan plan, IReadOnlyList<int> chunks, Action<IChunkInputs, Chunk> use)
    {
        var segments = new List<SharedSegment>();
        var arrays = new List<MappedArray>();
        var mappings = new List<MappedMemory>();
        foreach ((Sample sample, InputUse inputUse) in inputs)
        {
            SharedSegment segment = SharedSegment.Create("conformance", Header + sample.Bytes.Length, Path.GetTempPath());
            sample.Bytes.CopyTo(segment.Memory.Write(Header, sample.Bytes.Length));
            segment.Seal();
            MappedMemory mapping = AttachedSegment.Attach(segment.Handle);
            segments.Add(segment);
            mappings.Add(mapping);
            arrays.Add(new MappedArray(sample.Layout, inputUse, mapping.Address + Header, mapping, Header));
        }

        using (var mapped = new MappedInputs(arrays, plan, mappings))
            foreach (int chunk in chunks) use(mapped, plan[chunk]);
        Assert.All(mappings, mapping => Assert.Throws<ObjectDisposedException>(() => mapping.Address));
        foreach (SharedSegment segment in segments) segment.Dispose();
        return Task.CompletedTask;
    }
}
