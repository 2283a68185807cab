using System.Globalization;
using Cluster.DataPlane;
using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

/// <summary>The project's promise: whichever way its input takes, a chunk sees the same bytes.</summary>
public abstract class ChunkInputsConformance
{
    public static TheoryData<ElementType> Types => new(Enum.GetValues<ElementType>());

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Resolve_EveryShapeOrderAndPlan_ShowsTheSameBytes(ElementType type)
    {
        SeededRandom random = SeededRandom.Create();
        ArrayLayout[] layouts =
        [
            ArrayLayout.Vector(type, 1), ArrayLayout.Vector(type, 100), ArrayLayout.Matrix(type, 20, 5, ArrayOrder.C), ArrayLayout.Matrix(type, 5, 20, ArrayOrder.Fortran),
            ArrayLayout.Matrix(type, 1, 30, ArrayOrder.C), ArrayLayout.Matrix(type, 30, 1, ArrayOrder.C), ArrayLayout.Vector(type, 0),
        ];
        foreach (ArrayLayout layout in layouts)
        {
            foreach (long size in new[] { 1, 7, Math.Max(1, layout.Slices) })
            {
                using Sample sample = Sample.Create(layout, random);
                await CheckAsync([(sample, InputUse.Sliced)], ChunkPlan.Contiguous(layout.Slices, size));
                await CheckAsync([(sample, InputUse.Sliced)], ChunkPlan.Strided(layout.Slices, size));
            }
        }
    }

    [Fact]
    public async Task Resolve_ChunkOfSeveralPieces_ShowsTheSameBytes()
    {
        // Encoded pieces hold 16384 elements.
        foreach (ElementType type in new[] { ElementType.Float64, ElementType.Int16 })
        {
            using Sample sample = Sample.Create(ArrayLayout.Vector(type, 50_001), SeededRandom.Create());
            await CheckAsync([(sample, InputUse.Sliced)], ChunkPlan.Contiguous(50_001, 40_000));
            await CheckAsync([(sample, InputUse.Sliced)], ChunkPlan.Strided(50_001, 25_000));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resolve_SlicedAndBroadcastInputs_ShowTheirPartAndAll(bool strided)
    {
        SeededRandom random = SeededRandom.Create();
        using Sample sliced = Sample.Create(ArrayLayout.Matrix(ElementType.Float64, 50, 3, ArrayOrder.C), random);
        using Sample whole = Sample.Create(ArrayLayout.Matrix(ElementType.Float32, 4, 9, ArrayOrder.Fortran), random);
        using Sample other = Sample.Create(ArrayLayout.Vector(ElementType.UInt8, 50), random);
        await CheckAsync(
            [(whole, InputUse.Broadcast), (sliced, InputUse.Sliced), (other, InputUse.Sliced)], strided ? ChunkPlan.Strided(50, 8) : ChunkPlan.Contiguous(50, 8));
    }

    /// <summary>Brings the inputs where the mechanism wants them, and calls <paramref name="use"/> with each chunk of the order in <paramref name="chunks"/>.</summary>
    private protected abstract Task ResolveAsync(IReadOnlyList<(Sample Sample, InputUse Use)> inputs, ChunkPlan plan, IReadOnlyList<int> chunks, Action<IChunkInputs, Chunk> use);

    private async Task CheckAsync(IReadOnlyList<(Sample Sample, InputUse Use)> inputs, ChunkPlan plan)
    {
        // Twice, as in a second repetition, and not in order.
        int[] chunks = [.. Enumerable.Range(0, plan.Count), .. Enumerable.Range(0, plan.Count).Reverse()];
        int seen = 0;
        await ResolveAsync(inputs, plan, chunks, (mechanism, chunk) =>
        {
            var views = new ArrayView[inputs.Count];
            mechanism.Resolve(chunk, views, new PhaseClock());
            for (int i = 0; i < views.Length; i++) AssertSame(inputs[i].Sample, inputs[i].Use, chunk, views[i]);
            seen++;
        });
        Assert.Equal(chunks.Length, seen);
    }

    private static void AssertSame(Sample sample, InputUse use, Chunk chunk, ArrayView view)
    {
        Chunk expected = use == InputUse.Broadcast ? new Chunk(0, 0, sample.Layout.Slices, 1) : chunk;
        Assert.Equal(expected.Count, view.Count);
        Assert.Equal(sample.Layout, view.Layout);
        int bytes = (int)sample.Layout.SliceBytes;
        for (int i = 0; i < expected.Count; i++)
        {
            var slice = new ArrayView(view.Address + (nint)(i * view.Step * bytes), view.Layout, 1, 1);
            ReadOnlySpan<byte> source = sample.Bytes.AsSpan((int)((expected.Start + (i * expected.Step)) * bytes), bytes);
            if (!source.SequenceEqual(slice.Bytes(0, bytes)))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{sample.Layout}, chunk {chunk}, slice {i}: {Convert.ToHexString(source)} became {Convert.ToHexString(slice.Bytes(0, bytes))}"));
        }
    }
}
