using System.Buffers;
using System.Reflection;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Tasks.Functions;
using Cluster.TestKit;
using Cluster.Worker.Execution;
using Cluster.Worker.Session;
using MessagePack;

namespace Cluster.Tests.Session;

/// <summary>Signals come beside the connection: before the first message, or when their call has just ended.</summary>
public sealed class TaskSignalTests : IDisposable
{
    private readonly ConnectedPair _pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
    private readonly SharedSegment _notes = SharedSegment.Create("status", StatusSlot.Size, Path.GetTempPath());
    private readonly CoordinatorSession _session;
    private Task<int>? _served;

    public TaskSignalTests() => _session = new CoordinatorSession(_pair.Worker, 0, new WorkerStatus());

    public void Dispose()
    {
        _pair.Dispose();
        _notes.Dispose();
    }

    [Fact]
    public async Task Cancel_BeforeTheFirstMessage_TheCallIsTakenBack()
    {
        _session.Signal(new ControlSignal(ControlKind.Cancel, 1));
        Serve();
        Run(1);
        Run(2);

        Assert.Equal((MessageKind.Revoked, 1UL), await NextAsync());
        Assert.Equal((MessageKind.CallResult, 2UL), await NextAsync());
        await EndAsync();
    }

    [Fact]
    public async Task Cancel_OfACallThatHasEnded_IsNotForTheNext()
    {
        Serve();
        Run(1);
        Assert.Equal((MessageKind.CallResult, 1UL), await NextAsync());
        _session.Signal(new ControlSignal(ControlKind.Cancel, 1));
        Run(2);
        Assert.Equal(ReturnedFalse, await ResultAsync());
        await EndAsync();
    }

    // Long enough for a token that is cancelled on another thread.
    internal static bool IsCancelled(WorkerContext context) => context.CancellationToken.WaitHandle.WaitOne(100);

    private static readonly byte[] ReturnedFalse = [(byte)TaskEnding.Returned, MessagePackFalse];

    private const byte MessagePackFalse = 0xc2;

    private void Serve()
    {
        _served = OnThread.Run(() =>
        {
            using (_pair.Worker) return _session.Serve();
        });
        _pair.Coordinator.Post(new AttachStatus(_notes.Handle, 0));
        MethodInfo method = typeof(TaskSignalTests).GetMethod(nameof(IsCancelled), BindingFlags.Static | BindingFlags.NonPublic)!;
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        FunctionReference.Of(method).Write(ref writer);
        writer.Flush();
        _pair.Coordinator.Post(new DefineFunction(1, bytes.WrittenSpan.ToArray()));
    }

    private void Run(long call)
    {
        RunCall.Post(_pair.Coordinator, call, new RunCall(1, 1, null, null), []);
        _pair.Coordinator.Flush();
    }

    private Task<(MessageKind Kind, ulong Call)> NextAsync() => ReceiveAsync(static frame => ((MessageKind)frame.Header.Kind, frame.Header.CorrelationId));

    private Task<byte[]> ResultAsync() => ReceiveAsync(static frame =>
    {
        CallResult.Read(frame, out ReadOnlySequence<byte> endings);
        return endings.ToArray();
    });

    private Task<T> ReceiveAsync<T>(Func<Frame, T> read) => OnThread.Run(() =>
    {
        Assert.True(_pair.Coordinator.Receive(out Frame frame), "the session has closed the connection");
        return read(frame);
    }).OrTimeout();

    private async Task EndAsync()
    {
        _pair.Coordinator.Post(MessageKind.Goodbye);
        _pair.Coordinator.Flush();
        Assert.Equal(WorkerExitCode.Done, await _served!.OrTimeout());
    }
}
