using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Protocol;

public sealed class HandshakeTests
{
    private const int Kind = 4;
    private const int Magic = FrameHeader.Size;
    private const int Version = FrameHeader.Size + 4;
    private const int Build = FrameHeader.Size + 12;
    private const int HelloSize = 60;
    private const int WelcomeSize = 92;

    private readonly WorkerStart _start = new(1, 2, 3, SeededRandom.Create().Bytes(32), "p");

    public static TheoryData<WireKind> Wires => [WireKind.InMemory, WireKind.NamedPipe];

    public static TheoryData<int, string> Damages => new()
    {
        { Magic, "protocol" }, { Version, "install both from one build" }, { Build, "install both from one build" },
        { Kind, "something else" },
    };

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Handshake_RightTokens_OpensTheSessionForBoth(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        Task greeting = OnThread.Run(() => Handshake.Greet(pair.Worker, _start));
        await OnThread.Run(() => Handshake.Accept(pair.Coordinator, _start)).OrTimeout();
        await greeting.OrTimeout();
        Assert.Equal(FrameLimits.Session, pair.Coordinator.Limits);
        Assert.Equal(FrameLimits.Session, pair.Worker.Limits);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Handshake_CoordinatorDoesNotKnowTheToken_IsRejectedByTheWorkerWhichProvesNothing(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        Task accepting = OnThread.Run(() => Handshake.Accept(pair.Coordinator, _start with { Token = new byte[32] }));
        FaultException fault = await Rejected(() => Handshake.Greet(pair.Worker, _start));
        Assert.Contains("token", fault.Message, StringComparison.Ordinal);
        // Its hello, and nothing else.
        Assert.Equal(FrameHeader.Size + HelloSize, pair.Worker.BytesSent);
        pair.Worker.Dispose();
        Assert.Contains("closed", (await Assert.ThrowsAsync<FaultException>(() => accepting.OrTimeout())).Message, StringComparison.Ordinal);
        Assert.Equal(FrameLimits.BeforeHandshake, pair.Coordinator.Limits);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Handshake_WorkerDoesNotKnowTheToken_IsRejectedByTheCoordinator(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        Task<FaultException> accepting = Rejected(() => Handshake.Accept(pair.Coordinator, _start));
        await OnThread.Run(() =>
        {
            // One that does not check the coordinator, and guesses.
            pair.WorkerEnd.Output.WriteThrough(HelloAsync(_start).Result);
            pair.WorkerEnd.Input.ReadExactly(new byte[FrameHeader.Size + WelcomeSize]);
            pair.WorkerEnd.Output.WriteThrough(Frame(MessageKind.Proof, new byte[HandshakeProof.Size]));
        }).OrTimeout();
        Assert.Contains("token", (await accepting.OrTimeout()).Message, StringComparison.Ordinal);
        Assert.Equal(FrameLimits.BeforeHandshake, pair.Coordinator.Limits);
    }

    // What the coordinator proves with must not serve to pass for the worker: the same numbers, the same token.
    [Fact]
    public async Task Accept_OwnProofSentBack_IsRejected()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe);
        Task<FaultException> accepting = Rejected(() => Handshake.Accept(pair.Coordinator, _start));
        await OnThread.Run(() =>
        {
            pair.WorkerEnd.Output.WriteThrough(HelloAsync(_start).Result);
            byte[] welcome = new byte[FrameHeader.Size + WelcomeSize];
            pair.WorkerEnd.Input.ReadExactly(welcome);
            pair.WorkerEnd.Output.WriteThrough(Frame(MessageKind.Proof, welcome[^HandshakeProof.Size..]));
        }).OrTimeout();
        Assert.Contains("token", (await accepting.OrTimeout()).Message, StringComparison.Ordinal);
    }

    // A conversation that was overheard does not open another one: the other side's number is another.
    [Fact]
    public async Task Accept_ProofOfAnEarlierHandshake_IsRejected()
    {
        (byte[] hello, byte[] proof) = await OverheardAsync();
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe);
        Task<FaultException> accepting = Rejected(() => Handshake.Accept(pair.Coordinator, _start));
        await OnThread.Run(() =>
        {
            pair.WorkerEnd.Output.WriteThrough(hello);
            pair.WorkerEnd.Input.ReadExactly(new byte[FrameHeader.Size + WelcomeSize]);
            pair.WorkerEnd.Output.WriteThrough(proof);
        }).OrTimeout();
        Assert.Contains("token", (await accepting.OrTimeout()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_Over_TheTokenHasNotBeenOnTheConnection()
    {
        (byte[] hello, byte[] proof) = await OverheardAsync();
        for (int i = 0; i < _start.Token.Length - 8; i++)
        {
            Assert.Equal(-1, hello.AsSpan().IndexOf(_start.Token.AsSpan(i, 8)));
            Assert.Equal(-1, proof.AsSpan().IndexOf(_start.Token.AsSpan(i, 8)));
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Accept_OneByteOfTheHelloDiffers_IsRejectedWithTheCause(int offset, string says)
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe);
        byte[] hello = await HelloAsync(_start);
        hello[offset] ^= 1;
        pair.WorkerEnd.Output.WriteThrough(hello);
        FaultException fault = await Rejected(() => Handshake.Accept(pair.Coordinator, _start));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Accept_ClosedEarly_IsTruncatedAndNotRejected(WireKind wire)
    {
        byte[] hello = await HelloAsync(_start);
        for (int length = 0; length < hello.Length; length++)
        {
            using ConnectedPair pair = ConnectedPair.Create(wire);
            pair.WorkerEnd.Output.WriteThrough(hello.AsSpan(0, length));
            pair.WorkerEnd.Dispose();
            FaultException fault = await Assert.ThrowsAsync<FaultException>(() => OnThread.Run(() => Handshake.Accept(pair.Coordinator, _start)).OrTimeout());
            Assert.Equal(FaultCode.TruncatedFrame, fault.Code);
        }
    }

    [Theory]
    [InlineData(WireKind.InMemory, 257u)]
    [InlineData(WireKind.NamedPipe, 257u)]
    [InlineData(WireKind.NamedPipe, uint.MaxValue)]
    public async Task Accept_OversizedFirstFrame_IsRefusedByItsHeader(WireKind wire, uint length)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        byte[] header = new byte[FrameHeader.Size];
        new FrameHeader(length, (ushort)MessageKind.Hello, 0, 0).Write(header);
        pair.WorkerEnd.Output.WriteThrough(header);
        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => OnThread.Run(() => Handshake.Accept(pair.Coordinator, _start)).OrTimeout());
        Assert.Equal(FaultCode.FrameTooLong, fault.Code);
    }

    [Theory]
    [InlineData(59u, 0)]
    [InlineData(61u, 0)]
    [InlineData(60u, FrameFlags.Bulk)]
    public async Task Accept_HelloOfAnotherForm_IsRejected(uint length, ushort flags)
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory);
        byte[] frame = new byte[FrameHeader.Size + length];
        (await HelloAsync(_start)).AsSpan(0, (int)Math.Min(frame.Length, FrameHeader.Size + 60)).CopyTo(frame);
        new FrameHeader(length, (ushort)MessageKind.Hello, flags, 0).Write(frame);
        pair.WorkerEnd.Output.WriteThrough(frame);
        await Rejected(() => Handshake.Accept(pair.Coordinator, _start));
    }

    private static async Task<FaultException> Rejected(Action handshake)
    {
        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => OnThread.Run(handshake).OrTimeout());
        Assert.Equal(FaultCode.HandshakeRejected, fault.Code);
        return fault;
    }

    private static byte[] Frame(MessageKind kind, byte[] body)
    {
        byte[] frame = new byte[FrameHeader.Size + body.Length];
        new FrameHeader((uint)body.Length, (ushort)kind, 0, 0).Write(frame);
        body.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    /// <summary>What a worker says in a handshake that succeeds.</summary>
    private async Task<(byte[] Hello, byte[] Proof)> OverheardAsync()
    {
        using ConnectedPair worker = ConnectedPair.Create(WireKind.InMemory), coordinator = ConnectedPair.Create(WireKind.InMemory);
        Task greeting = OnThread.Run(() => Handshake.Greet(worker.Worker, _start));
        Task accepting = OnThread.Run(() => Handshake.Accept(coordinator.Coordinator, _start));
        byte[] hello = new byte[FrameHeader.Size + HelloSize], welcome = new byte[FrameHeader.Size + WelcomeSize];
        byte[] proof = new byte[FrameHeader.Size + HandshakeProof.Size];
        await OnThread.Run(() =>
        {
            worker.CoordinatorEnd.Input.ReadExactly(hello);
            coordinator.WorkerEnd.Output.WriteThrough(hello);
            coordinator.WorkerEnd.Input.ReadExactly(welcome);
            worker.CoordinatorEnd.Output.WriteThrough(welcome);
            worker.CoordinatorEnd.Input.ReadExactly(proof);
            coordinator.WorkerEnd.Output.WriteThrough(proof);
        }).OrTimeout();
        await Task.WhenAll(greeting, accepting).OrTimeout();
        return (hello, proof);
    }

    /// <summary>The very bytes that a worker sends first.</summary>
    private static async Task<byte[]> HelloAsync(WorkerStart start)
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory);
        Task greeting = OnThread.Run(() => Handshake.Greet(pair.Worker, start));
        byte[] hello = new byte[FrameHeader.Size + HelloSize];
        await OnThread.Run(() => pair.CoordinatorEnd.Input.ReadExactly(hello)).OrTimeout();
        pair.CoordinatorEnd.Dispose();
        await Assert.ThrowsAsync<FaultException>(() => greeting.OrTimeout());
        return hello;
    }
}
