using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Cluster.DataPlane.Inline;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.DataPlane;

/// <summary>Data that a correct sender never sends. The connection stays open: a receiver that waits for more instead of failing times out.</summary>
public sealed class InlineInputsHostileTests
{
    private static readonly Chunk Chunk = new(5, 0, 4, 1);

    [Theory]
    [InlineData("wrong chunk", MessageKind.ChunkData, 6, 13, 8)]
    [InlineData("wrong kind", MessageKind.Partial, 5, 13, 8)]
    [InlineData("piece too long", MessageKind.ChunkData, 5, 38, 33)]
    [InlineData("empty piece", MessageKind.ChunkData, 5, 5, 0)]
    [InlineData("length of another frame", MessageKind.ChunkData, 5, 13, 9)]
    [InlineData("length of another frame", MessageKind.ChunkData, 5, 13, 7)]
    [InlineData("no room for the prefix", MessageKind.ChunkData, 5, 4, 8)]
    [InlineData("nothing at all", MessageKind.ChunkData, 5, 0, 0)]
    public async Task Raw_DamagedFrame_IsAViolation(string what, object kindValue, ulong correlation, uint body, uint declared)
    {
        var kind = (MessageKind)kindValue;
        byte[] frame = RawFrame(kind, FrameFlags.Bulk, correlation, body, declared);
        Assert.NotEmpty(what);
        await AssertViolationAsync(ChunkCodec.Raw, ElementType.Float64, frame);
    }

    [Fact]
    public async Task Raw_FrameThatIsNotBulk_IsAViolation() =>
        await AssertViolationAsync(ChunkCodec.Raw, ElementType.Float64, RawFrame(MessageKind.ChunkData, 0, 5, 13, 8));

    [Fact]
    public async Task Raw_BodyThatIsNoBin_IsAViolation()
    {
        byte[] frame = RawFrame(MessageKind.ChunkData, FrameFlags.Bulk, 5, 13, 8);
        frame[FrameHeader.Size] = 0xc5;
        await AssertViolationAsync(ChunkCodec.Raw, ElementType.Float64, frame);
    }

    [Theory]
    [InlineData(ElementType.Float64, "93cb0000000000000000cb0000000000000000cb0000000000000000")]
    [InlineData(ElementType.Float64, "95cb00")]
    [InlineData(ElementType.Float64, "94a161a161a161a161")]
    [InlineData(ElementType.Float64, "")]
    [InlineData(ElementType.Float64, "c0")]
    [InlineData(ElementType.Int16, "94cd7fffcd7fffcd7fffcdffff")]
    [InlineData(ElementType.Int16, "940101010102")]
    [InlineData(ElementType.UInt8, "94010101ff")]
    public async Task MessagePack_DamagedElements_AreAViolation(ElementType type, string body) =>
        await AssertViolationAsync(ChunkCodec.MessagePack, type, Frame(Convert.FromHexString(body)));

    [Theory]
    [InlineData(ElementType.Float64, "[1,2,3]")]
    [InlineData(ElementType.Float64, "[1,2,3,4,5]")]
    [InlineData(ElementType.Float64, "[1,2,3,4]x")]
    [InlineData(ElementType.Float64, "[1,2,3,4],[")]
    [InlineData(ElementType.Float64, "[1,2,3,4")]
    [InlineData(ElementType.Float64, "[1,2,3,\"zz\"]")]
    [InlineData(ElementType.Float64, "[1,2,3,\"\"]")]
    [InlineData(ElementType.Float64, "[1,2,3,\"fffffffffffffffff\"]")]
    [InlineData(ElementType.Float64, "[1,2,3,\"\\ud800\"]")]
    [InlineData(ElementType.Float64, "[1,2,3,null]")]
    [InlineData(ElementType.Float64, "[1,2,3,[4]]")]
    [InlineData(ElementType.Float64, "{}")]
    [InlineData(ElementType.Float64, "")]
    [InlineData(ElementType.Int64, "[1,2,3,\"4\"]")]
    [InlineData(ElementType.Int64, "[1,2,3,4.5]")]
    [InlineData(ElementType.Int16, "[1,2,3,32768]")]
    [InlineData(ElementType.UInt8, "[1,2,3,-1]")]
    public async Task Json_DamagedElements_AreAViolation(ElementType type, string body) =>
        await AssertViolationAsync(ChunkCodec.Json, type, Frame(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData(ChunkCodec.MessagePack)]
    [InlineData(ChunkCodec.Json)]
    public async Task Encoded_FrameMarkedAsBulk_IsAViolation(object codecValue) =>
        await AssertViolationAsync((ChunkCodec)codecValue, ElementType.Float64, RawFrame(MessageKind.ChunkData, FrameFlags.Bulk, 5, 13, 8));

    [Theory]
    [InlineData(ChunkCodec.MessagePack)]
    [InlineData(ChunkCodec.Json)]
    public void Decode_RandomlyDamagedBody_GivesElementsOrAViolation(object codecValue)
    {
        var codec = (ChunkCodec)codecValue;
        SeededRandom random = SeededRandom.Create();
        var output = new ArrayBufferWriter<byte>();
        foreach (ElementType type in Enum.GetValues<ElementType>())
        {
            byte[] source = random.Bytes(10 * type.Size());
            output.ResetWrittenCount();
            ElementCodec.Encode(codec, type, source, output);
            for (int round = 0; round < 2000; round++)
            {
                byte[] body = output.WrittenSpan.ToArray();
                for (int damage = random.Next(1, 4); damage > 0; damage--) body[random.Next(body.Length)] = (byte)random.Next(256);
                try
                {
                    ElementCodec.Decode(codec, type, new ReadOnlySequence<byte>(body, 0, random.Next(body.Length + 1)), new byte[source.Length]);
                }
                catch (FaultException ex)
                {
                    Assert.Equal(FaultCode.ProtocolViolation, ex.Code);
                }
            }
        }
    }

    [Fact]
    public async Task Resolve_ConnectionEndsInsideAChunk_IsTruncated()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        pair.CoordinatorEnd.Output.WriteThrough([.. RawFrame(MessageKind.ChunkData, FrameFlags.Bulk, 5, 13, 8), .. new byte[8]]);
        pair.CoordinatorEnd.Dispose();
        Assert.Equal(FaultCode.TruncatedFrame, (await FaultAsync(pair, ChunkCodec.Raw, ElementType.Float64)).Code);
    }

    private static async Task AssertViolationAsync(ChunkCodec codec, ElementType type, byte[] frame)
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        pair.CoordinatorEnd.Output.WriteThrough(frame);
        Assert.Equal(FaultCode.ProtocolViolation, (await FaultAsync(pair, codec, type)).Code);
    }

    private static Task<FaultException> FaultAsync(ConnectedPair pair, ChunkCodec codec, ElementType type) => Assert.ThrowsAsync<FaultException>(() => OnThread.Run(() =>
    {
        using var inputs = new InlineInputs(pair.Worker, codec, [(ArrayLayout.Vector(type, 100), InputUse.Sliced)], resident: false);
        inputs.Resolve(Chunk, new ArrayView[1], new PhaseClock());
    }).OrTimeout());

    // The declared length stands in the prefix; of the body only the prefix is there.
    private static byte[] RawFrame(MessageKind kind, ushort flags, ulong correlation, uint body, uint declared)
    {
        byte[] frame = new byte[FrameHeader.Size + Math.Min(body, 5)];
        new FrameHeader(body, (ushort)kind, flags, correlation).Write(frame);
        byte[] prefix = [0xc6, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), declared);
        prefix.AsSpan(0, frame.Length - FrameHeader.Size).CopyTo(frame.AsSpan(FrameHeader.Size));
        return flags == 0 ? [.. frame, .. new byte[body - 5]] : frame;
    }

    private static byte[] Frame(byte[] body)
    {
        byte[] frame = new byte[FrameHeader.Size + body.Length];
        new FrameHeader((uint)body.Length, (ushort)MessageKind.ChunkData, 0, 5).Write(frame);
        body.CopyTo(frame, FrameHeader.Size);
        return frame;
    }
}
