using Cluster.DataPlane.Inline;
using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.DataPlane;

/// <summary>Data that stays with the worker: sent once per repetition, seen in every stage.</summary>
public sealed class ResidentInputsTests
{
    [Fact]
    public async Task Resolve_ResidentChunk_IsReceivedOncePerRepetition()
    {
        double[] data = [1, 2, 3, 4, 5, 6, 7];
        ArrayLayout layout = ArrayLayout.Vector(ElementType.Float64, data.Length);
        var plan = ChunkPlan.Contiguous(data.Length, 3);
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        using var inputs = new InlineInputs(pair.Worker, ChunkCodec.Raw, [(layout, InputUse.Sliced)], resident: true);
        for (int repetition = 0; repetition < 2; repetition++)
        {
            inputs.BeginRepetition();
            Task sending = OnThread.Run(() => SendAll(pair, plan, layout, data));
            for (int stage = 0; stage < 3; stage++)
                foreach (int chunk in new[] { 2, 0, 1 }) Assert.Equal(Expected(data, plan[chunk]), await ResolveAsync(inputs, plan[chunk]));
            await sending.OrTimeout();
            Assert.Equal(data.Length * sizeof(double), inputs.BytesReceived);
        }
    }

    private static double[] Expected(double[] data, Chunk chunk) => data[(int)chunk.Start..(int)(chunk.Start + chunk.Count)];

    private static Task<double[]> ResolveAsync(InlineInputs inputs, Chunk chunk) => OnThread.Run(() =>
    {
        var views = new ArrayView[1];
        inputs.Resolve(chunk, views, new PhaseClock());
        return views[0].Block<double>(0, (int)chunk.Count).ToArray();
    }).OrTimeout();

    private static unsafe void SendAll(ConnectedPair pair, ChunkPlan plan, ArrayLayout layout, double[] data)
    {
        using var sender = new InlineSender(pair.Coordinator, ChunkCodec.Raw, MessageKind.ChunkData);
        fixed (double* address = data)
        {
            foreach (int index in new[] { 2, 0, 1 })
            {
                Chunk chunk = plan[index];
                sender.Send(chunk, new ArrayView((nint)(address + chunk.Start), layout, chunk.Count, 1));
            }
        }
    }
}
