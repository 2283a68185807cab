using Cluster.DataPlane;
using Cluster.DataPlane.Inline;
using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Protocol;
using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

/// <summary>Copies through a connection.</summary>
public abstract class InlineConformance : ChunkInputsConformance
{
    private readonly ChunkCodec _codec;
    private readonly WireKind _wire;

    private protected InlineConformance(ChunkCodec codec, WireKind wire) => (_codec, _wire) = (codec, wire);

    private protected override async Task ResolveAsync(
        IReadOnlyList<(Sample Sample, InputUse Use)> inputs, ChunkPlan plan, IReadOnlyList<int> chunks, Action<IChunkInputs, Chunk> use)
    {
        using ConnectedPair pair = ConnectedPair.Create(_wire).PastHandshake();
        using var sender = new InlineSender(pair.Coordinator, _codec, MessageKind.ChunkData);
        MappedArray[] arrays = [.. inputs.Select(input => new MappedArray(input.Sample.Layout, input.Use, input.Sample.Memory.Address))];
        Task sending = OnThread.Run(() =>
        {
            foreach ((MappedArray array, int chunk) in Sent(arrays, chunks)) sender.Send(plan[chunk], array.View(plan[chunk]));
        });
        await OnThread.Run(() =>
        {
            using var received = new InlineInputs(pair.Worker, _codec, [.. inputs.Select(input => (input.Sample.Layout, input.Use))], resident: false);
            foreach (int chunk in chunks) use(received, plan[chunk]);
            long sent = Sent(arrays, chunks).Sum(one => one.Array.View(plan[one.Chunk]).Count * one.Array.Layout.SliceBytes);
            Assert.Equal(sent, received.BytesReceived);
            received.BeginRepetition();
            Assert.Equal(0, received.BytesReceived);
        }).OrTimeout();
        await sending.OrTimeout();
        Assert.False(pair.Worker.TryReceive(out _));
        Assert.Equal(pair.Coordinator.BytesSent, pair.Worker.BytesReceived);
        if (_codec == ChunkCodec.Raw) Assert.Equal(0, sender.BytesSerialized);
    }

    // A broadcast input goes with the first chunk only.
    private static IEnumerable<(MappedArray Array, int Chunk)> Sent(MappedArray[] arrays, IReadOnlyList<int> chunks) =>
        from chunk in chunks.Index()
        from array in arrays
        where array.Use == InputUse.Sliced || chunk.Index == 0
        select (array, chunk.Item);
}
