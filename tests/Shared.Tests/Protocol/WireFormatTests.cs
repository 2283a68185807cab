using System.Buffers;
using Cluster.DataPlane.Inline;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.OwnJobs;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Protocol;

/// <summary>The bytes and numbers that two processes agree on. A change here is a new protocol version.</summary>
public sealed class WireFormatTests
{
    [Fact]
    public void OpenJob_Encoded_HasTheseBytes()
    {
        var message = new OpenJob(
            "summarize",
            new JobParameters(new Dictionary<string, object> { ["count"] = 1000L, ["mean"] = 8.5, ["split"] = "strided" }, 0xFFFFFFFFFFFFFFFF),
            1000, 300, true, ChunkCodec.MessagePack,
            [
                new ArrayBinding(ArrayLayout.Vector(ElementType.Float64, 1000), InputUse.Sliced, null, 0),
                new ArrayBinding(ArrayLayout.Matrix(ElementType.Int16, 3, 70000, ArrayOrder.Fortran), InputUse.Broadcast,
                    new SegmentHandle(SegmentKind.MemoryFile, 4242, 17, "", 1L << 33), 128),
            ],
            new ArrayBinding(ArrayLayout.Vector(ElementType.Int32, 5), InputUse.Sliced, null, 0),
            IsResident: true,
            new SegmentHandle(SegmentKind.MemoryFile, 4242, 18, "", 256),
            new JobOrigin("/j.dll", "N.J", new Guid("00112233-4455-6677-8899-aabbccddeeff")));
        AssertBytes(
            "9c" + "a973756d6d6172697a65" + "cfffffffffffffffff" +
            "83" + "a5636f756e74" + "cd03e8" + "a46d65616e" + "cb4021000000000000" + "a573706c6974" + "a773747269646564" +
            "cd03e8" + "cd012c" + "c3" + "02" +
            "92" +
            "98" + "01" + "01" + "cd03e8" + "01" + "01" + "01" + "00" + "c0" +
            "98" + "05" + "02" + "03" + "ce00011170" + "02" + "02" + "cc80" + "95" + "01" + "cd1092" + "11" + "a0" + "cf0000000200000000" +
            "98" + "04" + "01" + "05" + "01" + "01" + "01" + "00" + "c0" + "c3" +
            "95" + "01" + "cd1092" + "12" + "a0" + "cd0100" +
            "93" + "a62f6a2e646c6c" + "a34e2e4a" + "c410" + "33221100554477668899aabbccddeeff",
            message);
    }

    [Fact]
    public void BeginStage_Encoded_HasTheseBytes() =>
        AssertBytes("94" + "05" + "cf0000000123456789" + "c403" + "0a0b0c" + "c0", new BeginStage(5, 0x123456789, new byte[] { 10, 11, 12 }));

    [Fact]
    public void BeginStage_OfATrace_HasTheseBytes() =>
        AssertBytes("94" + "05" + "01" + "c400" + "a3" + "30302d", new BeginStage(5, 1, default, "00-"));

    [Fact]
    public void StagePart_Encoded_HasTheseBytes() =>
        AssertBytes("94" + "a3" + "30302d" + "cd0200" + "cf0000000123456789" + "7f", new StagePart("00-", 512, 0x123456789, 127));

    [Fact]
    public void MapBatch_Encoded_HasTheseBytes() => AssertBytes("92" + "ce00011170" + "7f", new MapBatch(70000, 127));

    [Fact]
    public void AttachBoard_Encoded_HasTheseBytes() =>
        AssertBytes("94" + "95010203a0cd0200" + "04" + "cd0180" + "07", new AttachBoard(new SegmentHandle(SegmentKind.MemoryFile, 2, 3, "", 512), 4, 384, 7));

    [Theory]
    [InlineData(0, 2, 8)]
    [InlineData(int.MaxValue, 2, 8)]
    [InlineData(10, 0, 8)]
    [InlineData(10, 65_536, 8)]
    [InlineData(10, 2, -1)]
    [InlineData(10, 2, 49)]
    public void AttachBoard_OfAnotherBoard_HasNoLayout(int chunks, int places, int partialBytes)
    {
        var segment = new SegmentHandle(SegmentKind.MemoryFile, 2, 3, "", new BoardLayout(10, 2, 8).Length);
        Assert.NotNull(new AttachBoard(segment, 2, 8, 0).LayoutFor(10));
        Assert.Null(new AttachBoard(segment, places, partialBytes, 0).LayoutFor(chunks));
    }

    [Fact]
    public void Fault_Encoded_HasTheseBytes() =>
        AssertBytes("95" + "07" + "a3c39f21" + "ff" + "a158" + "c0", new FaultMessage(new FaultInfo(FaultCode.JobFailed, "ß!", -1, "X", null)));

    [Fact]
    public void PhaseReport_Encoded_HasTheseBytes() =>
        AssertBytes("94" + "92" + "01" + "cd0200" + "cd0201" + "03" + "ce00010000", new PhaseReport([1, 512], 513, 3, 65536));

    [Fact]
    public void Slices_Encoded_HaveTheseBytes() =>
        AssertBytes(
            "92" + "98" + "06" + "cd0200" + "cd0201" + "03" + "09" + "cd0201" + "cd0203" + "ff" + "05",
            new SlicesMessage([new TraceSlice(Phase.Compute, 512, 513, 3), new TraceSlice(Phase.Idle, 513, 515, -1)], 5));

    [Theory]
    [InlineData("92" + "93" + "060102" + "00")]
    [InlineData("92" + "94" + "0b010203" + "00")]
    public void Slices_InPiecesOrOfUnknownPhases_AreRefused(string body) =>
        Assert.Equal(FaultCode.ProtocolViolation, Assert.Throws<FaultException>(() => Decode<SlicesMessage>(Convert.FromHexString(body))).Code);

    [Fact]
    public async Task Partial_Posted_HasTheseBytes()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        PartialMessage.Post(pair.Worker, 300, [1, 2]);
        pair.Worker.Flush();
        await AssertReceivedAsync("09000000" + "0e00" + "0000" + "0000000000000000" + "93" + "cd012c" + "c402" + "0102" + "c0", pair);
    }

    [Fact]
    public async Task Partial_WithCounts_HasThemBehindTheBytes()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        PartialMessage.Post(pair.Worker, 300, [1, 2], [3, 0, 0, 0, 0, 0, 0, 0]);
        pair.Worker.Flush();
        await AssertReceivedAsync("12000000" + "0e00" + "0000" + "0000000000000000" + "93" + "cd012c" + "c402" + "0102" + "c408" + "0300000000000000", pair);
    }

    [Fact]
    public async Task Message_WithoutFields_IsAHeaderAlone()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        pair.Worker.Post(MessageKind.Goodbye, 0x0102030405060708);
        pair.Worker.Flush();
        await AssertReceivedAsync("00000000" + "1300" + "0000" + "0807060504030201", pair);
    }

    [Fact]
    public async Task ChunkData_SentInBulk_IsABinBehindABulkHeader()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using var sender = new InlineSender(pair.Worker, ChunkCodec.Raw, MessageKind.ChunkData);
        byte[] data = [1, 2, 3];
        Send(sender, data);
        await AssertReceivedAsync("08000000" + "0d00" + "0100" + "0900000000000000" + "c600000003" + "010203", pair);
    }

    [Fact]
    public async Task Hello_Sent_HasTheseBytes()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory);
        Task greeting = OnThread.Run(() => Handshake.Greet(pair.Worker, new WorkerStart(1, 2, 3, new byte[32], "p")));
        string expected = "3c000000" + "0100" + "0000" + "0000000000000000" +
            "434c5731" + "0700" + "0000" + Hex(BitConverter.GetBytes(Environment.ProcessId)) + Hex(ProtocolVersion.BuildId.ToByteArray());
        byte[] hello = new byte[FrameHeader.Size + 60];
        await OnThread.Run(() => pair.CoordinatorEnd.Input.ReadExactly(hello)).OrTimeout();
        // A number that nobody has seen before follows.
        Assert.Equal(expected, Hex(hello.AsSpan(0, hello.Length - 32).ToArray()));
        pair.CoordinatorEnd.Dispose();
        await Assert.ThrowsAsync<FaultException>(() => greeting.OrTimeout());
    }

    // Computed with Python: hmac.new(bytes(range(32)), b"C" + bytes([1]) * 32 + bytes([2]) * 32, "sha256"), and with "W" and the numbers exchanged.
    [Fact]
    public void Proofs_OfKnownNumbers_AreThese()
    {
        var proof = new HandshakeProof([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        byte[] workers = [.. Enumerable.Repeat((byte)1, 32)], coordinators = [.. Enumerable.Repeat((byte)2, 32)];
        Assert.Equal("d49458c48bca04acb0191d0920464434e756ec273a41f731177b7d84d8b43175", Hex(proof.OfCoordinator(workers, coordinators)));
        Assert.Equal("15bfca1ca2f8107a40473003fcdea76e5e95b1439b5400d0054c324d555fe573", Hex(proof.OfWorker(coordinators, workers)));
    }

    [Fact]
    public void WorkerStart_Encoded_HasTheseBytes()
    {
        var start = new WorkerStart(0x01020304, 5, 4096, [.. Enumerable.Repeat((byte)0xaa, 32)], "/tmp/ß");
        string expected = "37000000" + "04030201" + "05000000" + "00100000" + string.Concat(Enumerable.Repeat("aa", 32)) + "2f746d702fc39f";
        Assert.Equal(expected, Hex(start.Encode()));
    }

    [Fact]
    public void WorkerStart_Decoded_IsWhatWasEncoded()
    {
        SeededRandom random = SeededRandom.Create();
        var start = new WorkerStart(random.Next(), random.Next(), random.Next(), random.Bytes(32), "/run/" + random.Text(40));
        WorkerStart read = Decode(start.Encode())!;
        Assert.Equal((start.CoordinatorId, start.WorkerId, start.SocketBuffer, start.PipePath), (read.CoordinatorId, read.WorkerId, read.SocketBuffer, read.PipePath));
        Assert.Equal(start.Token, read.Token);
    }

    [Fact]
    public void WorkerStart_TruncatedOrOfAnImpossibleLength_IsNone()
    {
        byte[] whole = new WorkerStart(1, 2, 3, new byte[32], "/tmp/p").Encode();
        for (int length = 0; length < whole.Length; length++) Assert.Null(Decode(whole[..length]));
        foreach (int length in new[] { int.MinValue, -1, 0, 47, 4097, int.MaxValue })
            Assert.Null(Decode([.. BitConverter.GetBytes(length), .. new byte[5000]]));
    }

    [Fact]
    public void Numbers_OfEveryEnum_StayWhatTheyAre()
    {
        Pin<MessageKind>("Hello=1 Welcome=2 Proof=3 OpenJob=10 BeginStage=11 MapBatch=12 ChunkData=13 Partial=14 Fault=15 ReportPhases=16 PhaseReport=17 CloseJob=18 Goodbye=19 ChunkOutput=20 " +
            "RecordSlices=21 Slices=22 StagePart=23 AttachStatus=24 DefineFunction=25 RunCall=26 CallResult=27 Revoked=28 CallProgress=29 " +
            "PutResident=30 DropResident=31 ForgetSegment=32 QueueItem=33 AttachBoard=34 BoardChanged=35 ChunksDone=36 AttachRings=37 RingsAttached=38 AwaitJob=39 JobOpened=40");
        Pin<FaultCode>("ProtocolViolation=1 FrameTooLong=2 TruncatedFrame=3 HandshakeRejected=4 StartFailed=5 WorkerLost=6 JobFailed=7 InputUnavailable=8 " +
            "ChunkAbandoned=9 PoolBroken=10 OutOfMemory=11 FunctionUnavailable=12");
        Pin<Phase>("Spawn=0 Publish=1 Serialize=2 Transfer=3 Map=4 Deserialize=5 Compute=6 Collect=7 Reduce=8 Idle=9 Teardown=10");
        Pin<ElementType>("Float64=1 Float32=2 Int64=3 Int32=4 Int16=5 UInt8=6 Boolean=7");
        Pin<ArrayOrder>("C=1 Fortran=2");
        Pin<InputUse>("Sliced=1 Broadcast=2");
        Pin<SegmentKind>("MemoryFile=1 NamedFile=2 OpenFile=3");
        Pin<ChunkCodec>("Raw=1 MessagePack=2 Json=3");
    }

    [Fact]
    public void Messages_RandomValues_ComeBackEqual()
    {
        SeededRandom random = SeededRandom.Create();
        for (int round = 0; round < 500; round++)
        {
            var batch = new MapBatch(random.AnyInt32(), random.AnyInt32());
            Assert.Equal(batch, Decode<MapBatch>(Encode(batch)));

            var fault = new FaultMessage(new FaultInfo(
                (FaultCode)random.Next(65536), random.Text(300), random.AnyInt32(), Maybe(random, () => random.Text(50)), Maybe(random, () => random.Text(500))));
            Assert.Equal(fault, Decode<FaultMessage>(Encode(fault)));

            var report = new PhaseReport([.. Enumerable.Range(0, random.Next(20)).Select(_ => random.AnyInt64())], random.AnyInt64(), random.AnyInt64(), random.AnyInt64());
            PhaseReport readReport = Decode<PhaseReport>(Encode(report));
            Assert.Equal(report.Ticks, readReport.Ticks);
            Assert.Equal(report with { Ticks = readReport.Ticks }, readReport);

            var slices = new SlicesMessage(
                [.. Enumerable.Range(0, random.Next(20)).Select(_ => new TraceSlice((Phase)random.Next(11), random.AnyInt64(), random.AnyInt64(), random.AnyInt32()))], random.AnyInt64());
            SlicesMessage readSlices = Decode<SlicesMessage>(Encode(slices));
            Assert.Equal(slices.Slices, readSlices.Slices);
            Assert.Equal(slices.Dropped, readSlices.Dropped);

            var stage = new BeginStage(random.AnyInt32(), random.AnyInt64(), random.Bytes(random.Next(70000)), Maybe(random, () => random.Text(60)));
            BeginStage readStage = Decode<BeginStage>(Encode(stage));
            Assert.Equal((stage.Stage, stage.StartedAt, stage.TraceParent), (readStage.Stage, readStage.StartedAt, readStage.TraceParent));

            var part = new StagePart(random.Text(60), random.AnyInt64(), random.AnyInt64(), random.AnyInt32());
            Assert.Equal(part, Decode<StagePart>(Encode(part)));
            Assert.True(stage.State.Span.SequenceEqual(readStage.State.Span));

            OpenJob job = RandomMessages.OpenJob(random);
            OpenJob readJob = Decode<OpenJob>(Encode(job));
            Assert.Equal(job.Inputs, readJob.Inputs);
            Assert.Equal(job.Parameters.Values, readJob.Parameters.Values);
            Assert.Equal(job.Parameters.Seed, readJob.Parameters.Seed);
            Assert.Equal(job with { Inputs = readJob.Inputs, Parameters = readJob.Parameters }, readJob);
        }
    }

    [Fact]
    public void Fault_VeryLongText_IsCut()
    {
        FaultInfo read = Decode<FaultMessage>(Encode(new FaultMessage(new FaultInfo(FaultCode.JobFailed, new string('x', 1 << 20))))).Fault;
        Assert.InRange(read.Message.Length, 1000, 20_000);
        Assert.EndsWith(" characters more]", read.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_EveryTruncationAndOneByteTooMany_IsAViolation()
    {
        SeededRandom random = SeededRandom.Create();
        AssertMalformed(new MapBatch(70000, -5));
        AssertMalformed(new BeginStage(1, 1L << 40, random.Bytes(300)));
        AssertMalformed(new FaultMessage(new FaultInfo(FaultCode.JobFailed, "message", 3, "type", "stack")));
        AssertMalformed(new BeginStage(1, 1, default, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        AssertMalformed(new StagePart("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", 1L << 40, 1L << 41, 300));
        AssertMalformed(new PhaseReport([1, 2, 3], 4, 5, 6));
        for (int i = 0; i < 20; i++) AssertMalformed(RandomMessages.OpenJob(random));
    }

    [Fact]
    public void Decode_RandomlyDamagedBody_GivesAMessageOrAViolation()
    {
        SeededRandom random = SeededRandom.Create();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] body = Encode(RandomMessages.OpenJob(random));
            for (int damage = random.Next(1, 4); damage > 0; damage--) body[random.Next(body.Length)] = (byte)random.Next(256);
            ViolationOrNothing(() => Decode<OpenJob>(body));
            ViolationOrNothing(() => Decode<BeginStage>(body));
            ViolationOrNothing(() => Decode<MapBatch>(body));
            ViolationOrNothing(() => Decode<FaultMessage>(body));
            ViolationOrNothing(() => Decode<PhaseReport>(body));
            ViolationOrNothing(() => Decode<StagePart>(body));
            ViolationOrNothing(() => PartialMessage.Read(FrameOf(body), out _, out _));
        }
    }

    [Fact]
    public void Partial_EveryTruncationAndOneByteTooMany_IsAViolation()
    {
        byte[] whole = [0x93, 0xcd, 0x01, 0x2c, 0xc4, 3, 1, 2, 3, 0xc4, 2, 4, 5];
        for (int length = 0; length < whole.Length; length++) AssertViolation(() => PartialMessage.Read(FrameOf(whole[..length]), out _, out _));
        AssertViolation(() => PartialMessage.Read(FrameOf([.. whole, 0]), out _, out _));
        Assert.Equal(300, PartialMessage.Read(FrameOf(whole), out ReadOnlySequence<byte> partial, out ReadOnlySequence<byte> counted));
        Assert.Equal([1, 2, 3], partial.ToArray());
        Assert.Equal([4, 5], counted.ToArray());
    }

    // Element type, rank, order, use, codec, segment kind: each with a number that has no meaning.
    [Theory]
    [InlineData("98" + "08" + "01" + "01" + "01" + "01" + "01" + "00" + "c0")]
    [InlineData("98" + "01" + "03" + "01" + "01" + "01" + "01" + "00" + "c0")]
    [InlineData("98" + "01" + "00" + "01" + "01" + "01" + "01" + "00" + "c0")]
    [InlineData("98" + "01" + "02" + "01" + "01" + "03" + "01" + "00" + "c0")]
    [InlineData("98" + "01" + "02" + "01" + "01" + "01" + "03" + "00" + "c0")]
    [InlineData("98" + "01" + "02" + "ff" + "01" + "01" + "01" + "00" + "c0")]
    [InlineData("98" + "01" + "01" + "01" + "01" + "01" + "01" + "00" + "95" + "04" + "01" + "01" + "a0" + "01")]
    [InlineData("98" + "01" + "01" + "01" + "01" + "01" + "01" + "00" + "95" + "01" + "01" + "01" + "a0" + "ff")]
    public void OpenJob_InputWithAMeaninglessNumber_IsAViolation(string input)
    {
        string head = "9c" + "a173" + "01" + "80" + "01" + "01" + "c2";
        AssertViolation(() => Decode<OpenJob>(Convert.FromHexString(head + "01" + "91" + input + "c0" + "c2" + "c0" + "c0")));
        AssertViolation(() => Decode<OpenJob>(Convert.FromHexString(head + "01" + "90" + input + "c2" + "c0" + "c0")));
        AssertViolation(() => Decode<OpenJob>(Convert.FromHexString(head + "04" + "90" + "c0" + "c2" + "c0" + "c0")));
        Decode<OpenJob>(Convert.FromHexString(head + "01" + "90" + "c0" + "c2" + "c0" + "c0"));
    }

    // A build of 16 bytes, and neither fewer nor more.
    [Theory]
    [InlineData("93" + "a0" + "a0" + "c40f" + "00112233445566778899aabbccddee")]
    [InlineData("93" + "a0" + "a0" + "c0")]
    [InlineData("92" + "a0" + "a0")]
    public void OpenJob_OriginWithoutABuild_IsAViolation(string origin) =>
        AssertViolation(() => Decode<OpenJob>(Convert.FromHexString("9c" + "a173" + "01" + "80" + "01" + "01" + "c2" + "01" + "90" + "c0" + "c2" + "c0" + origin)));

    private static void AssertMalformed<T>(T message)
        where T : IMessage<T>
    {
        byte[] whole = Encode(message);
        for (int length = 0; length < whole.Length; length++) AssertViolation(() => Decode<T>(whole[..length]));
        AssertViolation(() => Decode<T>([.. whole, 0xc0]));
        AssertViolation(() => Decode<T>([(byte)(whole[0] + 1), .. whole[1..], 0xc0]));
    }

    private static void AssertViolation(Action decode) => Assert.Equal(FaultCode.ProtocolViolation, Assert.Throws<FaultException>(decode).Code);

    private static void ViolationOrNothing(Action decode)
    {
        try
        {
            decode();
        }
        catch (FaultException ex) when (ex.Code == FaultCode.ProtocolViolation)
        {
        }
    }

    private static T? Maybe<T>(Random random, Func<T> value)
        where T : class => random.Next(3) == 0 ? null : value();

    private static void AssertBytes<T>(string expected, T message)
        where T : IMessage<T>
    {
        Assert.Equal(expected, Hex(Encode(message)));
        Assert.Equal(expected, Hex(Encode(Decode<T>(Convert.FromHexString(expected)))));
    }

    private static async Task AssertReceivedAsync(string expected, ConnectedPair pair)
    {
        byte[] bytes = new byte[expected.Length / 2];
        await OnThread.Run(() => pair.CoordinatorEnd.Input.ReadExactly(bytes)).OrTimeout();
        Assert.Equal(expected, Hex(bytes));
        Assert.False(pair.CoordinatorEnd.Input.TryRead(out _));
    }

    private static unsafe void Send(InlineSender sender, byte[] data)
    {
        fixed (byte* first = data)
            sender.Send(new Chunk(9, 0, data.Length, 1), new ArrayView((nint)first, ArrayLayout.Vector(ElementType.UInt8, data.Length), data.Length, 1));
    }

    private static WorkerStart? Decode(byte[] bytes)
    {
        var input = new MemoryStream(bytes);
        return WorkerStart.Decode(memory => input.ReadAtLeast(memory.Span, memory.Length, throwOnEndOfStream: false) == memory.Length);
    }

    private static byte[] Encode<T>(T message)
        where T : IMessage<T>
    {
        var output = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(output, message);
        return output.WrittenSpan.ToArray();
    }

    private static T Decode<T>(byte[] body)
        where T : IMessage<T> => MessageCodec.Decode<T>(FrameOf(body));

    private static Frame FrameOf(byte[] body) => new(new FrameHeader((uint)body.Length, 0, 0, 0), new ReadOnlySequence<byte>(body));

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static void Pin<T>(string expected)
        where T : struct, Enum => Assert.Equal(expected, string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={value:D}")));
}
