using System.Buffers;
using System.IO.Pipelines;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Transport;

/// <summary>What every kind of connection promises to the layers above it.</summary>
public abstract class ConnectionConformance(WireKind wire)
{
    private const int Many = 1_000_000;

    [Fact]
    public async Task Bytes_RandomPiecesOfBufferedAndDirectCalls_ArriveInOrder()
    {
        SeededRandom random = SeededRandom.Create();
        byte[] sent = random.Bytes(Many);
        int writerSeed = random.Next();
        int readerSeed = random.Next();
        using ConnectedPair pair = Create();
        Task writing = OnThread.Run(() => WriteInPieces(pair.CoordinatorEnd.Output, sent, new Random(writerSeed)));
        byte[] received = new byte[Many];
        await OnThread.Run(() => ReadInPieces(pair.WorkerEnd.Input, received, new Random(readerSeed))).OrTimeout();
        await writing.OrTimeout();
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task Bytes_LargeTransfersBothWaysAtOnce_Arrive()
    {
        byte[] there = SeededRandom.Create().Bytes(8 << 20);
        byte[] back = [.. there.Reverse()];
        using ConnectedPair pair = Create();
        Task sendThere = OnThread.Run(() => pair.CoordinatorEnd.Output.WriteThrough(there));
        Task sendBack = OnThread.Run(() => pair.WorkerEnd.Output.WriteThrough(back));
        Task<byte[]> gotThere = OnThread.Run(() => ReadExactly(pair.WorkerEnd, there.Length));
        Task<byte[]> gotBack = OnThread.Run(() => ReadExactly(pair.CoordinatorEnd, back.Length));
        await Task.WhenAll(sendThere, sendBack).OrTimeout();
        byte[][] got = await Task.WhenAll(gotThere, gotBack).OrTimeout();
        Assert.True(there.AsSpan().SequenceEqual(got[0]));
        Assert.True(back.AsSpan().SequenceEqual(got[1]));
    }

    [Fact]
    public async Task Write_NotFlushed_StaysUntilFlush()
    {
        using ConnectedPair pair = Create();
        pair.CoordinatorEnd.Output.Write<byte>([1, 2, 3]);
        Assert.False(pair.WorkerEnd.Input.TryRead(out _));
        pair.CoordinatorEnd.Output.Flush();
        Assert.Equal([1, 2, 3], await OnThread.Run(() => ReadExactly(pair.WorkerEnd, 3)).OrTimeout());
    }

    [Fact]
    public async Task WriteThrough_AfterBufferedBytes_SendsThoseFirst()
    {
        using ConnectedPair pair = Create();
        pair.CoordinatorEnd.Output.Write<byte>([1, 2]);
        pair.CoordinatorEnd.Output.WriteThrough([3, 4]);
        Assert.Equal([1, 2, 3, 4], await OnThread.Run(() => ReadExactly(pair.WorkerEnd, 4)).OrTimeout());
    }

    [Fact]
    public async Task Read_PeerDisposedAfterFlush_GivesTheBytesAndThenTheEnd()
    {
        using ConnectedPair pair = Create();
        pair.CoordinatorEnd.Output.WriteThrough([7, 8]);
        pair.CoordinatorEnd.Dispose();
        PipeReader input = pair.WorkerEnd.Input;
        Assert.Equal([7, 8], await OnThread.Run(() => ReadExactly(pair.WorkerEnd, 2)).OrTimeout());
        ReadResult end = await OnThread.Run(input.Read).OrTimeout();
        Assert.True(end.IsCompleted);
        Assert.True(end.Buffer.IsEmpty);
        input.AdvanceTo(end.Buffer.End);
        Assert.True((await OnThread.Run(input.Read).OrTimeout()).IsCompleted);
    }

    [Fact]
    public async Task ReadExactly_PeerEndsBefore_Throws()
    {
        using ConnectedPair pair = Create();
        pair.CoordinatorEnd.Output.WriteThrough([7, 8]);
        pair.CoordinatorEnd.Dispose();
        await Assert.ThrowsAsync<EndOfStreamException>(() => OnThread.Run(() => ReadExactly(pair.WorkerEnd, 3)).OrTimeout());
    }

    [Fact]
    public async Task Read_DisposedMeanwhile_Ends()
    {
        using ConnectedPair pair = Create();
        var started = new ManualResetEventSlim();
        Task<bool> reading = OnThread.Run(() =>
        {
            started.Set();
            return EndsOrFails(() => pair.WorkerEnd.Input.Read().IsCompleted);
        });
        started.Wait(TestTimeouts.Unexpected);
        pair.WorkerEnd.Dispose();
        Assert.True(await reading.OrTimeout());
    }

    [Fact]
    public async Task Read_AfterOwnDispose_DoesNotBlock()
    {
        using ConnectedPair pair = Create();
        pair.WorkerEnd.Dispose();
        for (int i = 0; i < 3; i++) Assert.True(await OnThread.Run(() => EndsOrFails(() => pair.WorkerEnd.Input.Read().IsCompleted)).OrTimeout());
    }

    [Fact]
    public async Task ReadExactly_DisposedMeanwhile_Ends()
    {
        using ConnectedPair pair = Create();
        var started = new ManualResetEventSlim();
        Task<bool> reading = OnThread.Run(() =>
        {
            started.Set();
            return EndsOrFails(() => ReadExactly(pair.WorkerEnd, 10).Length == 0);
        });
        started.Wait(TestTimeouts.Unexpected);
        pair.WorkerEnd.Dispose();
        Assert.True(await reading.OrTimeout());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_EitherEndDisposedWhileNobodyReads_Fails(bool own)
    {
        using ConnectedPair pair = Create();
        Task<bool> writing = OnThread.Run(() => EndsOrFails(() =>
        {
            for (int i = 0; i < 64; i++) pair.CoordinatorEnd.Output.WriteThrough(new byte[1 << 20]);
            return false;
        }));
        // No matter whether the writer is blocked by then.
        (own ? pair.CoordinatorEnd : pair.WorkerEnd).Dispose();
        Assert.True(await writing.OrTimeout());
    }

    [Fact]
    public async Task AdvanceTo_ExaminedButNotConsumed_WaitsForNewBytes()
    {
        using ConnectedPair pair = Create();
        PipeReader input = pair.WorkerEnd.Input;
        pair.CoordinatorEnd.Output.WriteThrough([1, 2, 3]);
        ReadOnlySequence<byte> seen = await OnThread.Run(() => ReadAtLeast(input, 3)).OrTimeout();
        input.AdvanceTo(seen.GetPosition(1), seen.End);
        Assert.False(input.TryRead(out _));

        Task<byte[]> next = OnThread.Run(() => input.Read().Buffer.ToArray());
        pair.CoordinatorEnd.Output.WriteThrough([4]);
        Assert.Equal([2, 3, 4], await next.OrTimeout());
    }

    [Fact]
    public async Task AdvanceTo_ConsumedOnly_GivesTheRestAtOnce()
    {
        using ConnectedPair pair = Create();
        PipeReader input = pair.WorkerEnd.Input;
        pair.CoordinatorEnd.Output.WriteThrough([1, 2, 3]);
        ReadOnlySequence<byte> seen = await OnThread.Run(() => ReadAtLeast(input, 3)).OrTimeout();
        input.AdvanceTo(seen.GetPosition(1));
        Assert.True(input.TryRead(out ReadResult rest));
        Assert.Equal([2, 3], rest.Buffer.ToArray());
    }

    [Fact]
    public async Task Read_NothingConsumed_GathersFarMoreThanTheFirstBuffer()
    {
        byte[] sent = SeededRandom.Create().Bytes(200_000);
        using ConnectedPair pair = Create();
        Task writing = OnThread.Run(() => pair.CoordinatorEnd.Output.WriteThrough(sent));
        ReadOnlySequence<byte> seen = await OnThread.Run(() => ReadAtLeast(pair.WorkerEnd.Input, sent.Length)).OrTimeout();
        await writing.OrTimeout();
        Assert.Equal(sent, seen.ToArray());
    }

    [Fact]
    public async Task GetSpan_LargerThanTheFirstBuffer_HoldsIt()
    {
        byte[] sent = SeededRandom.Create().Bytes(100_000);
        using ConnectedPair pair = Create();
        PipeWriter output = pair.CoordinatorEnd.Output;
        output.Write(sent.AsSpan(0, 10));
        sent.AsSpan(10).CopyTo(output.GetSpan(sent.Length - 10));
        output.Advance(sent.Length - 10);
        Task flushing = OnThread.Run(output.Flush);
        Assert.Equal(sent, await OnThread.Run(() => ReadExactly(pair.WorkerEnd, sent.Length)).OrTimeout());
        await flushing.OrTimeout();
    }

    [Fact]
    public void Dispose_Twice_IsHarmless()
    {
        ConnectedPair pair = Create();
        pair.Dispose();
        pair.Dispose();
    }

    private ConnectedPair Create() => ConnectedPair.Create(wire, new TransportOptions { ReadBuffer = 64, WriteBuffer = 16 });

    private static void WriteInPieces(PipeWriter output, ReadOnlySpan<byte> bytes, Random random)
    {
        while (!bytes.IsEmpty)
        {
            int piece = Math.Min(bytes.Length, 1 << random.Next(14));
            if (random.Next(3) == 0) output.WriteThrough(bytes[..piece]);
            else output.Write(bytes[..piece]);
            if (random.Next(4) == 0) output.Flush();
            bytes = bytes[piece..];
        }

        output.Flush();
    }

    private static void ReadInPieces(PipeReader input, Span<byte> destination, Random random)
    {
        while (!destination.IsEmpty)
        {
            if (random.Next(2) == 0)
            {
                int piece = Math.Min(destination.Length, 1 << random.Next(14));
                input.ReadExactly(destination[..piece]);
                destination = destination[piece..];
                continue;
            }

            ReadOnlySequence<byte> buffer = input.Read().Buffer;
            ReadOnlySequence<byte> taken = buffer.Slice(0, Math.Min(buffer.Length, random.Next((int)buffer.Length + 1)));
            taken.CopyTo(destination);
            destination = destination[(int)taken.Length..];
            if (taken.IsEmpty) input.AdvanceTo(buffer.Start);
            else input.AdvanceTo(taken.End);
        }
    }

    private static ReadOnlySequence<byte> ReadAtLeast(PipeReader input, int count)
    {
        while (true)
        {
            ReadResult read = input.Read();
            if (read.Buffer.Length >= count || read.IsCompleted) return read.Buffer;
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static byte[] ReadExactly(Connection connection, int count)
    {
        byte[] bytes = new byte[count];
        connection.Input.ReadExactly(bytes);
        return bytes;
    }

    private static bool EndsOrFails(Func<bool> ended)
    {
        try
        {
            return ended();
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            return true;
        }
    }
}
