using System.Diagnostics;
using System.IO.Pipes;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Interop;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Rings;
using Cluster.Transport;

namespace Cluster.Processes;

/// <summary>The coordinator's end of one worker: its process, its connection, and the thread that reads it.</summary>
/// <remarks>
/// <code>
///   listen → tell the process → accept → check peer → handshake → read … → end of stream → wait for the process → Lost
/// </code>
/// All of it happens on the link's own thread, the only place that waits for this worker; the kernel closes the connection of a process
/// that dies in any way, so the end of the stream is the one sign of death. Sending is for any thread.
/// </remarks>
internal sealed class WorkerLink
{
    // A process whose connection is closed is on its way out; one that is not by then has closed it on purpose and is killed.
    private static readonly TimeSpan ExitGrace = TimeSpan.FromMilliseconds(250);

    // Nothing outlives that but what waits for a device: a machine that is busy takes its time to give memory back.
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(3);

    private readonly NamedPipeServerStream _listener;
    private readonly WorkerStart _start;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _startLimit;
    private readonly IFrameSink _sink;
    private readonly SegmentHandle _board;
    private readonly Action<WorkerOutput>? _output;
    private readonly RingOptions? _offer;
    private RingMemory? _rings;

    // Here, where the process is only just coming up: the first use of a meter makes it.
    private readonly WorkerCensus _census = PoolMeter.Census;
    private MessageChannel? _channel;
    private WorkerProcess? _process;
    private volatile ReadingTurns? _turns;
    private volatile bool _leaving;
    private volatile bool _retiring;
    private volatile bool _gone;
    private string? _killedBecause;

    /// <param name="start">What the worker will be told.</param>
    /// <param name="board">Where it will note what it is at; its slot there is empty from now on.</param>
    /// <param name="launchedAt">When the process was asked for, as a timestamp.</param>
    /// <param name="startLimit">From now to the end of the handshake.</param>
    /// <param name="sink">Takes what the worker sends.</param>
    /// <param name="output">Hears of what the worker writes to its output; null for nobody.</param>
    /// <param name="rings">Of the rings that the worker is offered; null for none.</param>
    internal WorkerLink(
        WorkerStart start, StatusBoard board, long launchedAt, TimeSpan startLimit, IFrameSink sink, Action<WorkerOutput>? output = null,
        RingOptions? rings = null)
    {
        (_start, LaunchedAt, _startLimit, _sink, _output, _offer) = (start, launchedAt, startLimit, sink, output, rings);
        (_board, Status) = (board.Handle, board.Prepare(start.WorkerId));
        _listener = NamedPipeConnection.Listen(start.PipePath);
        _thread = new Thread(Run) { IsBackground = true, Name = $"worker {start.WorkerId}" };
    }

    /// <summary>The worker's number in its pool.</summary>
    internal int Id => _start.WorkerId;

    internal int ProcessId => _process?.Id ?? 0;

    /// <summary>What the worker notes, also when it is gone.</summary>
    internal StatusSlot Status { get; }

    /// <summary>The watch's own.</summary>
    internal Pulse Pulse { get; } = new();

    /// <summary>Completed after the handshake; failed with a <see cref="FaultException"/> when the worker did not get that far.</summary>
    internal Task Ready => _ready.Task;

    /// <summary>Completed when the worker is gone and was waited for.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>True from just before the sink hears of the loss.</summary>
    internal bool IsGone => _gone;

    /// <summary>When its process was asked for, as a timestamp.</summary>
    internal long LaunchedAt { get; }

    /// <summary>After <see cref="Ready"/>: how its start went.</summary>
    internal StartStamps Stamps { get; private set; }

    /// <summary>After <see cref="Ready"/>: whether frames go through rings.</summary>
    internal bool HasRings => _rings is not null;

    /// <summary>After <see cref="Ready"/>: what the worker said to the rings that it was offered and has not.</summary>
    internal string? WhyNoRings { get; private set; }

    /// <summary>Connections that were not the worker's.</summary>
    internal int StrangersRefused { get; private set; }

    /// <summary>True once it has been sent the last that it will ever do.</summary>
    internal bool IsRetiring => _retiring;

    /// <summary>After <see cref="Ready"/>.</summary>
    internal MessageChannel Channel => _channel ?? throw new InvalidOperationException($"worker {Id} is not connected yet");

    /// <summary>Takes the process over and begins to talk to it.</summary>
    /// <exception cref="OutOfMemoryException">There is no thread for it; the process is still the caller's.</exception>
    internal void Begin(WorkerProcess process)
    {
        _process = process;
        try
        {
            _thread.Start();
        }
        catch
        {
            _process = null;
            throw;
        }
    }

    /// <summary>Gives up a link whose process could not be started.</summary>
    internal void Abandon() => _listener.Dispose();

    /// <summary>Asks the worker to end once it has done what it was sent; its loss is no fault any more.</summary>
    internal void Leave()
    {
        _leaving = true;
        try
        {
            _channel?.Post(MessageKind.Goodbye);
            _channel?.Flush();
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // Gone already.
        }
    }

    /// <summary>Tells the worker, behind what was posted, to end; the sink hears of it, and knows whether anything is missing then.</summary>
    internal void Retire()
    {
        _retiring = true;
        Channel.Post(MessageKind.Goodbye);
    }

    /// <summary>Tells the worker something beside its connection.</summary>
    internal void Signal(ControlSignal signal) => _process?.Tell(signal.Encode());

    /// <summary>
    /// Reads what the worker sends in the place of this link's thread, for a moment, if that thread sleeps. Any thread that has to wait
    /// for an answer.
    /// </summary>
    /// <param name="until">What it waits for.</param>
    internal void Help(Task until) => _turns?.Help(until);

    /// <summary>Ends the worker without asking.</summary>
    /// <param name="why">For the message: "worker 1 (pid 42) …"; null where nobody asks.</param>
    internal void Kill(string? why = null)
    {
        _killedBecause ??= why;
        _process?.Kill();
    }

    private void Run()
    {
        FaultInfo fault;
        try
        {
            Connect();
            _start.Forget();
            _census.Enter(Channel);
            _ready.SetResult();
            _process!.Drain(_output is null ? null : (isError, line) => _output(new WorkerOutput(Id, _process.Id, isError, line)));
            Read();
            fault = Describe(FaultCode.WorkerLost, null);
        }
        catch (Exception ex)
        {
            fault = Describe(_ready.Task.IsCompleted ? FaultCode.WorkerLost : FaultCode.StartFailed, ex);
        }

        _start.Forget();
        _gone = true;
        if (_channel is not null) _census.Leave(_channel);
        _channel?.Settle();
        _listener.Dispose();
        _rings?.Dispose();
        _process!.Dispose();
        if (!_ready.TrySetException(new FaultException(fault)) && !_leaving) _sink.Lost(this, fault);
        // Whoever waited for it may have given up.
        _ = _ready.Task.Exception;
        _ended.SetResult();
    }

    private void Connect()
    {
        // Not disposed: the process may end, and cancel it, at any later time.
        var limit = new CancellationTokenSource(_startLimit);
        _ = _process!.Exited.ContinueWith(_ => limit.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        byte[] record = _start.Encode();
        _process.Tell(record);
        Array.Clear(record);
        // Disposing the listener is what ends a blocked accept.
        using (limit.Token.Register(_listener.Dispose)) Accept(limit.Token);
        long connectedAt = Stopwatch.GetTimestamp();

        var buffers = new TransportOptions { SocketBuffer = _start.SocketBuffer };
        Connection connection = NamedPipeConnection.Wrap(_listener, buffers);
        var channel = new MessageChannel(connection);
        using (limit.Token.Register(connection.Dispose)) channel = Greet(channel, buffers, limit.Token);
        limit.Token.ThrowIfCancellationRequested();
        limit.CancelAfter(Timeout.InfiniteTimeSpan);
        channel.Post(new AttachStatus(_board, Id));
        channel.Flush();
        Stamps = new StartStamps(LaunchedAt, _process.StartedAt, connectedAt, Stopwatch.GetTimestamp());
        _channel = channel;
    }

    // Whoever else connects is sent away without a word, and the wait goes on: a stranger must not be able to keep a worker from starting.
    private void Accept(CancellationToken limit)
    {
        try
        {
            while (true)
            {
                try
                {
                    _listener.WaitForConnection();
                    if (IsOwnWorker()) return;
                    StrangersRefused++;
                    _listener.Disconnect();
                }
                catch (UnauthorizedAccessException)
                {
                    // Of another user; the listener has sent it away itself.
                    StrangersRefused++;
                }
            }
        }
        catch (Exception ex) when (limit.IsCancellationRequested)
        {
            throw new OperationCanceledException("no connection", ex, limit);
        }
    }

    private MessageChannel Greet(MessageChannel channel, TransportOptions buffers, CancellationToken limit)
    {
        try
        {
            Handshake.Accept(channel, _start);
            if (_offer is null) return channel;
            channel = RingSwitch.Offer(channel, _offer, buffers, out _rings, out string? whyNot);
            WhyNoRings = whyNot;
            return channel;
        }
        catch (Exception ex) when (limit.IsCancellationRequested && ex is not FaultException { Code: FaultCode.HandshakeRejected })
        {
            throw new OperationCanceledException("no handshake", ex, limit);
        }
    }

    // Only the very process that was started may speak: the directory keeps other users out, this keeps other processes of this user out.
    private bool IsOwnWorker()
    {
        if (!OperatingSystem.IsLinux()) return true;
        (int process, uint user) = LinuxProcess.Peer(_listener.SafePipeHandle);
        return process == _process!.Id && user == LinuxProcess.EffectiveUserId();
    }

    private void Read()
    {
        if (Channel.Connection.Parking is not null)
        {
            _turns = new ReadingTurns(this, Channel, _sink);
            _turns.Run();
            return;
        }

        while (Channel.Receive(out Frame frame))
        {
            do _sink.Receive(this, frame);
            while (Channel.TryReceive(out frame));
            _sink.Drained(this);
        }
    }

    private FaultInfo Describe(FaultCode code, Exception? cause)
    {
        bool late = cause is OperationCanceledException && !_process!.Exited.IsCompleted;
        if (!_process!.WaitForExit(ExitGrace))
        {
            _process.Kill();
            _process.WaitForExit(KillGrace);
        }

        if (_killedBecause is { } why) return new FaultInfo(code, $"worker {Id} (pid {_process.Id}) {why}");
        string what = cause switch
        {
            FaultException { Code: FaultCode.HandshakeRejected or FaultCode.ProtocolViolation or FaultCode.FrameTooLong } rejected => rejected.Message,
            RingException broken => $"broke the protocol: {broken.Message}, and was ended",
            OperationCanceledException when late => $"was not ready within {_startLimit.TotalSeconds:0.#} s and was ended",
            _ => "ended",
        };
        string where = code == FaultCode.StartFailed ? "before it was ready" : "while it was in use";
        FaultCode exact = (cause as FaultException)?.Code is FaultCode.HandshakeRejected ? FaultCode.HandshakeRejected : code;
        return new FaultInfo(exact, $"worker {Id} (pid {_process.Id}) {what} {where}: {_process.DescribeExit()}");
    }
}
