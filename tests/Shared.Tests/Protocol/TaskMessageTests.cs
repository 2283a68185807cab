using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.TestKit;
using MessagePack;

namespace Cluster.Tests.Protocol;

/// <summary>The messages of tasks: their bytes, and what becomes of bytes that are none.</summary>
public sealed class TaskMessageTests
{
    [Fact]
    public void RunCall_Posted_HasTheseBytes()
    {
        Assert.Equal("94070280c0" + "0102", Posted(channel => RunCall.Post(channel, 9, new RunCall(7, 2, null, null), [1, 2]), out FrameHeader plain));
        Assert.Equal(((ushort)MessageKind.RunCall, 9UL), (plain.Kind, plain.CorrelationId));
        Assert.Equal("9407028101" + "02" + "c0" + "0102", Posted(channel => RunCall.Post(channel, 9, new RunCall(7, 2, [(1, 2)], null), [1, 2]), out _));
    }

    [Fact]
    public void CallResult_Posted_HasTheseBytes()
    {
        Assert.Equal("930001cd0200" + "0005", Posted(channel => CallResult.Post(channel, 3, new CallResult(0, 1, 512), [0, 5]), out FrameHeader header));
        Assert.Equal(((ushort)MessageKind.CallResult, 3UL), (header.Kind, header.CorrelationId));
    }

    [Fact]
    public void QueueItem_Posted_HasTheseBytes()
    {
        Assert.Equal("920902" + "07", Posted(channel => QueueItem.Post(channel, 5, new QueueItem(9, 2), new ReadOnlySequence<byte>([7])), out FrameHeader header));
        Assert.Equal(((ushort)MessageKind.QueueItem, 5UL), (header.Kind, header.CorrelationId));
    }

    [Fact]
    public void Others_Encoded_HaveTheseBytes()
    {
        Assert.Equal("9203c402" + "aabb", Hex(new DefineFunction(3, [0xaa, 0xbb])));
        Assert.Equal("9205c401" + "07", Hex(new PutResident(5, new byte[] { 7 })));
        Assert.Equal("940102cb3fe0000000000000c0", Hex(new CallProgress(1, 2, 0.5, null)));
        Assert.Equal("9295010203a0cd020004", Hex(new AttachStatus(new SegmentHandle(SegmentKind.MemoryFile, 2, 3, "", 512), 4)));
        Assert.Equal("9395010203a0cd3000cd10001e", Hex(new AttachRings(new SegmentHandle(SegmentKind.MemoryFile, 2, 3, "", 12_288), 4096, 30)));
        Assert.Equal("91c0", Hex(new RingsAttached(null)));
        Assert.Equal("91a16e", Hex(new RingsAttached("n")));
    }

    [Fact]
    public void ControlSignal_Encoded_HasTheseBytes()
    {
        Assert.Equal("02000000" + "00000000" + "0807060504030201", Convert.ToHexStringLower(new ControlSignal(ControlKind.Cancel, 0x0102030405060708).Encode()));
        Assert.Equal(new ControlSignal(ControlKind.Revoke, 5), ControlSignal.Decode(new ControlSignal(ControlKind.Revoke, 5).Encode()));
        Assert.Null(ControlSignal.Decode(new byte[ControlSignal.Size]));
    }

    [Fact]
    public void Exception_WrittenAndRead_IsTheSame()
    {
        var inner = new ExceptionInfo("A.B", "inner", null, []);
        var exception = new ExceptionInfo("C.D", "outer", "at X", [inner, inner]);
        ExceptionInfo read = Read(Written(exception));
        Assert.Equal(("C.D", "outer", "at X"), (read.TypeName, read.Message, read.Stack));
        Assert.Equal(["inner", "inner"], read.Inner.Select(one => one.Message));
    }

    [Fact]
    public void Exception_WithinExceptionsWithoutEnd_IsRefused()
    {
        // ["", "", nil, [["", "", nil, [ …
        byte[] level = [0x94, 0xa0, 0xa0, 0xc0, 0x91];
        byte[] bytes = [.. Enumerable.Repeat(level, 100_000).SelectMany(static one => one)];
        Assert.Throws<MessagePackSerializationException>(() => Read(bytes));
    }

    [Fact]
    public void Exception_OfAChainThatIsTooLong_IsCut()
    {
        Exception chain = new InvalidOperationException("last");
        for (int i = 0; i < 1000; i++) chain = new InvalidOperationException($"{i}", chain);
        ExceptionInfo read = Read(Written(ExceptionInfo.Of(chain)));
        int depth = 0;
        for (ExceptionInfo? one = read; one is not null; one = one.Inner.Count > 0 ? one.Inner[0] : null) depth++;
        Assert.Equal(ExceptionInfo.MaxDepth + 1, depth);
    }

    [Fact]
    public void Exception_OfThousandsThatHoldEachOther_IsCut()
    {
        // Each level holds the one below 64 times: 64 to the power of 16 of them, if all were told.
        Exception all = new InvalidOperationException("last");
        for (int i = 0; i < 16; i++) all = new AggregateException(Enumerable.Repeat(all, 64));
        ExceptionInfo read = Read(Written(ExceptionInfo.Of(all)));
        Assert.InRange(Count(read), 2, ExceptionInfo.MaxAll);

        static int Count(ExceptionInfo one) => 1 + one.Inner.Sum(Count);
    }

    [Fact]
    public void Exception_MoreThanAWorkerTells_IsRefused()
    {
        var one = new ExceptionInfo("", "", null, []);
        var eight = new ExceptionInfo("", "", null, [.. Enumerable.Repeat(one, 8)]);
        Assert.Throws<MessagePackSerializationException>(() => Read(Written(new ExceptionInfo("", "", null, [.. Enumerable.Repeat(eight, 8)]))));
    }

    // A worker that runs somebody else's code may be made to send anything.
    [Fact]
    public void Exception_TextsOfAMegabyteOnTheWire_ArriveCut()
    {
        string text = new('x', 1 << 20);
        ExceptionInfo read = Read(Written(new ExceptionInfo(text, text, text, [])));
        Assert.All([read.TypeName, read.Message, read.Stack!], static one =>
        {
            Assert.InRange(one.Length, CappedText.Limit - 100, CappedText.Limit);
            Assert.EndsWith(" characters more]", one, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void RunCallAndCallResult_AnyByteChanged_AreReadOrViolations()
    {
        SeededRandom random = SeededRandom.Create();
        byte[] call = [0x94, 0x07, 0x02, 0x81, 0x01, 0x02, 0xc0, 0x01, 0x02];
        byte[] result = [0x93, 0x00, 0x01, 0xcd, 0x02, 0x00, 0x00, 0x05];
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] changed = [.. random.Next(2) == 0 ? call : result];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var frame = new Frame(new FrameHeader((uint)changed.Length, 0, 0, 0), new ReadOnlySequence<byte>(changed, 0, random.Next(changed.Length + 1)));
            try
            {
                _ = RunCall.Read(frame, out _);
                _ = CallResult.Read(frame, out _);
            }
            catch (FaultException ex) when (ex.Code == FaultCode.ProtocolViolation)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 5000);
    }

    private static string Posted(Action<MessageChannel> post, out FrameHeader header)
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        post(pair.Coordinator);
        pair.Coordinator.Flush();
        Assert.True(pair.Worker.Receive(out Frame frame));
        header = frame.Header;
        return Convert.ToHexStringLower(frame.Body.ToArray());
    }

    private static string Hex<T>(T message)
        where T : IMessage<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(bytes, message);
        return Convert.ToHexStringLower(bytes.WrittenSpan);
    }

    private static byte[] Written(ExceptionInfo exception)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        ExceptionField.Write(ref writer, exception);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static ExceptionInfo Read(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        return ExceptionField.Read(ref reader);
    }
}
