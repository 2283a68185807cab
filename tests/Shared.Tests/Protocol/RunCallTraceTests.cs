using System.Buffers;
using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol.Messages;
using Cluster.TestKit;

namespace Cluster.Tests.Protocol;

/// <summary>The trace that a call belongs to, as it travels.</summary>
public sealed class RunCallTraceTests
{
    [Fact]
    public void RunCall_Sent_HasTheseBytes()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory);
        byte[] trace = TraceContext.Write(
            ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivityTraceFlags.Recorded, [ActivitySpanId.CreateFromString("b7ad6b7169203331")]);
        RunCall.Post(pair.Coordinator, 9, new RunCall(300, 2, [(1, 2)], trace), [0x2a, 0x2b]);
        RunCall.Post(pair.Coordinator, 10, new RunCall(1, 1, null, null), [0x2a]);
        pair.Coordinator.Flush();
        Assert.True(pair.Worker.Receive(out Frame frame));
        Assert.Equal("94" + "cd012c" + "02" + "810102" + "c419" + "0af7651916cd43dd8448eb211c80319c" + "01" + "b7ad6b7169203331" + "2a2b", Hex(frame.Body.ToArray()));
        RunCall read = RunCall.Read(frame, out ReadOnlySequence<byte> arguments);
        Assert.Equal((300, 2, 1, 2, "2a2b"), (read.Function, read.Count, read.AttemptAt(0), read.AttemptAt(1), Hex(arguments.ToArray())));
        Assert.Equal(trace, read.Trace);

        // Nothing but a byte, where nobody traces.
        Assert.True(pair.Worker.Receive(out frame));
        Assert.Equal("94" + "01" + "01" + "80" + "c0" + "2a", Hex(frame.Body.ToArray()));
        Assert.Null(RunCall.Read(frame, out _).Trace);
    }

    [Fact]
    public void RunCall_WithATraceOfNoPossibleLength_IsAViolation()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory);
        foreach (int length in new[] { 0, 16, 17, 24, 26 })
        {
            RunCall.Post(pair.Coordinator, 1, new RunCall(1, 1, null, new byte[length]), []);
            pair.Coordinator.Flush();
            Assert.True(pair.Worker.Receive(out Frame frame));
            Frame received = frame;
            Assert.Equal(FaultCode.ProtocolViolation, Assert.Throws<FaultException>(() => RunCall.Read(received, out _)).Code);
        }
    }

    [Fact]
    public void TraceContext_OfOneParentOrOfMany_GivesEachTaskItsOwn()
    {
        var trace = ActivityTraceId.CreateRandom();
        ActivitySpanId[] spans = [.. Enumerable.Range(0, 3).Select(static _ => ActivitySpanId.CreateRandom())];
        byte[] many = TraceContext.Write(trace, ActivityTraceFlags.None, spans), one = TraceContext.Write(trace, ActivityTraceFlags.Recorded, spans.AsSpan(0, 1));
        for (int place = 0; place < 3; place++)
        {
            Assert.Equal(new ActivityContext(trace, spans[place], ActivityTraceFlags.None, isRemote: true), TraceContext.Read(many, place));
            Assert.Equal(new ActivityContext(trace, spans[0], ActivityTraceFlags.Recorded, isRemote: true), TraceContext.Read(one, place));
        }
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
