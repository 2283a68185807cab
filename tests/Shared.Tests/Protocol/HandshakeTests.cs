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
    private const int Token = FrameHeader.Size + 28;

    private readonly WorkerStart _start = new(1, 2, 3, SeededRandom.Create().Bytes(32), SeededRandom.Create().Bytes(32), "p");

    public static TheoryData<WireKind> Wires => [WireKind.InMemory, WireKind.NamedPipe];

    public static TheoryData<int, string> Damages => new()
    {
        { Magic, "protocol" }, { Version, "install both from one build" }, { Build, "install both from one build" },
        { Token, "token" }, { Token + 31, "token" }, { Kind, "begin with" },
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
    public async Task Accept_WorkerWithAnotherToken_IsRejectedAndLearnsNothing(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        Task greeting = OnThread.Run(() => Handshake.Greet(pair.Worker, _start with { WorkerToken = new byte[32] }));
        FaultException fault = await Rejected(() => Handshake.Accept(pair.Coordinator, _start));
        Assert.Contains("token", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, pair.Coordinator.BytesSent);
        Assert.Equal(FrameLimits.BeforeHandshake, pair.Coordinator.Limits);
        pair.Coordinator.Dispose();
        Assert.Contains("closed", (await Assert.ThrowsAsync<FaultException>(() => greeting.OrTimeout())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Greet_CoordinatorWithAnotherToken_IsRejected(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        Task accepting = OnThread.Run(() => Handshake.Accept(pair.Coordinator, _start with { CoordinatorToken = new byte[32] }));
        FaultException fault = await Rejected(() => Handshake.Greet(pair.Worker, _start));
        Assert.Contains("token", fault.Message, StringComparison.Ordinal);
        await accepting.OrTimeout();
    }

    // What the worker shows must not serve to pass for the coordinator.
    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Greet_OwnHelloSentBack_IsRejected(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        Task<FaultException> greeting = Rejected(() => Handshake.Greet(pair.Worker, _start));
        byte[] hello = await HelloAsync(_start);
        hello[4] = (byte)MessageKind.Welcome;
        pair.CoordinatorEnd.Output.WriteThrough(hello);
        Assert.Contains("token", (await greeting.OrTimeout()).Message, StringComparison.Ordinal);
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

    /// <summary>The very bytes that a worker sends first.</summary>
    private static async Task<byte[]> HelloAsync(WorkerStart start)
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory);
        Task greeting = OnThread.Run(() => Handshake.Greet(pair.Worker, start));
        byte[] hello = new byte[FrameHeader.Size + 60];
        await OnThread.Run(() => pair.CoordinatorEnd.Input.ReadExactly(hello)).OrTimeout();
        pair.CoordinatorEnd.Dispose();
        await Assert.ThrowsAsync<FaultException>(() => greeting.OrTimeout());
        return hello;
    }
}
