using System.Buffers;
using System.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Sharing;
using Cluster.Tasks.Functions;
using Cluster.Tasks.Values;
using MessagePack;

namespace Cluster.Worker.Execution;

/// <summary>Runs the user's functions, one task at a time.</summary>
/// <remarks>
/// The session's thread runs them. <see cref="Signal"/> is for the thread that watches standard input: what has not begun it takes back, what runs it
/// cancels. What a task gives leaves at once, unless the next task is expected to be short; then a timer sees to it that it leaves all the same.
/// </remarks>
internal sealed class TaskExecutor : IDisposable
{
    // Tasks shorter than this share a flush: it costs about as much, and wakes the coordinator.
    private static readonly long ShortTask = Stopwatch.Frequency / 20_000;

    // How long results may share one: a third of what the coordinator sends ahead, so that more comes before there is nothing to do.
    private static readonly long HoldTicks = Stopwatch.Frequency / 2_500;

    // Results that are larger leave at once: what is held must fit into a message with the next one.
    private const int MaxHeld = 1 << 20;

    private readonly Lock _claims = new();
    private readonly HashSet<long> _revoked = [];
    private readonly Dictionary<int, TaskFunctionEntry> _functions = [];
    private readonly FunctionTable _table = new();
    private readonly MessageChannel _channel;
    private readonly int _worker;
    private readonly WorkerStatus _status;
    private readonly ResidentValues _residents;
    private readonly ValueScope _scope = ValueScope.OfWorker();
    private readonly ArrayBufferWriter<byte> _endings = new(4096);
    private readonly LateFlush _late;
    private long _flushedAt;

    // Under the claims: what has begun last, and its token, made when somebody wants it.
    private long _current;
    private CancellationTokenSource? _token;
    private bool _running;
    private bool _cancelled;

    /// <param name="channel">To the coordinator.</param>
    /// <param name="worker">This worker's number.</param>
    /// <param name="status">Where it notes which task it is at.</param>
    internal TaskExecutor(MessageChannel channel, int worker, WorkerStatus status)
    {
        (_channel, _worker, _status) = (channel, worker, status);
        _residents = new ResidentValues(channel);
        _late = new LateFlush(channel);
        WorkerContext.MarkProcess();
        channel.Connection.LookBeforeBlocking(static () => true);
        _scope.Context = _residents;
    }

    /// <summary>Whether a frame is for this executor.</summary>
    internal static bool Handles(MessageKind kind) => kind is >= MessageKind.DefineFunction and <= MessageKind.ForgetSegment;

    internal void Handle(in Frame frame)
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.DefineFunction: Define(MessageCodec.Decode<DefineFunction>(frame)); break;
            case MessageKind.PutResident: _residents.Put(MessageCodec.Decode<PutResident>(frame)); break;
            case MessageKind.DropResident: _residents.Drop((long)frame.Header.CorrelationId); break;
            case MessageKind.ForgetSegment: SharedBlocks.OfThisProcess.Forget(frame.Header.CorrelationId); break;
            case MessageKind.RunCall: Run(frame); break;
            default: throw new FaultException(FaultCode.ProtocolViolation, $"a worker does not expect a message of kind {frame.Header.Kind}");
        }
    }

    /// <summary>Takes a call back that has not begun, or cancels the token of the one that runs. Any thread.</summary>
    internal void Signal(ControlSignal signal)
    {
        CancellationTokenSource? running = null;
        lock (_claims)
        {
            if (signal.Call > _current)
            {
                // The answer is posted before this lock is left: whatever the call's successors give comes behind it.
                if (_revoked.Add(signal.Call)) _channel.Post(MessageKind.Revoked, (ulong)signal.Call);
            }
            else if (_running && signal.Call == _current && signal.Kind == ControlKind.Cancel)
            {
                _cancelled = true;
                running = _token ??= new CancellationTokenSource();
            }
        }

        // What the user has registered with the token may take its time.
        if (running is not null) _ = Task.Run(running.Cancel);
        else _channel.Flush();
    }

    public void Dispose() => _late.Dispose();

    private void Define(DefineFunction message)
    {
        try
        {
            var reader = new MessagePackReader(message.Reference);
            _functions[message.Id] = new TaskFunctionEntry(_table.Resolve(FunctionReference.Read(ref reader)));
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"DefineFunction: {ex.Message}", ex);
        }
        catch (Exception ex)
        {
            // Whoever calls it learns why it cannot be called.
            _functions[message.Id] = new TaskFunctionEntry(ex);
        }
    }

    private void Run(in Frame frame)
    {
        RunCall call = RunCall.Read(frame, out ReadOnlySequence<byte> arguments);
        var number = (long)frame.Header.CorrelationId;
        if (!TryBegin(number)) return;
        if (!_functions.TryGetValue(call.Function, out TaskFunctionEntry? function)) throw new FaultException(FaultCode.ProtocolViolation, $"function {call.Function} is not defined");
        if (_status.Slot is not { } slot)
            throw new FaultException(FaultCode.InputUnavailable, "the coordinator's memory cannot be seen here, and nobody would know which task is running");

        var reader = new MessagePackReader(arguments);
        TracedCall? trace = call.Trace is null ? null : new TracedCall(call.Trace);
        int first = 0;
        long begunAt = Stopwatch.GetTimestamp();
        long now = begunAt;
        for (int task = 0; task < call.Count; task++)
        {
            // What the tasks before gave must not wait for this one, if it may take long.
            if (_channel.UnflushedBytes > 0 && (function.ExpectedTicks > ShortTask || now - _flushedAt > HoldTicks)) Flush(now);
            slot.Begin(number, task, now);
            int start = _endings.WrittenCount;
            trace?.Begin(task, _worker, call.AttemptAt(task));
            RunTask(function, ref reader, call, number, task);
            trace?.End((TaskEnding)_endings.WrittenSpan[start]);
            long end = Stopwatch.GetTimestamp();
            function.Learn(end - now);
            now = end;
            bool waits = now - _flushedAt <= HoldTicks && function.ExpectedTicks <= ShortTask && _endings.WrittenCount < MaxHeld;
            if (call.Retried is null && task + 1 < call.Count && waits) continue;
            Post(number, first, task + 1 - first, now - begunAt);
            (first, begunAt) = (task + 1, now);
            // A worker was lost over it before: whatever happens next must not take this along.
            if (call.Retried is not null) Flush(now);
        }

        slot.End();
        End();
        _scope.Dispose();
        _late.Arm();
    }

    private bool TryBegin(long number)
    {
        lock (_claims)
        {
            if (_revoked.Remove(number)) return false;
            (_current, _running, _cancelled) = (number, true, false);
            return true;
        }
    }

    private void End()
    {
        CancellationTokenSource? token;
        // A signal that comes later is for a call that has ended, and must not make a token for the next.
        lock (_claims) (token, _token, _running) = (_token, null, false);
        token?.Dispose();
    }

    private void RunTask(TaskFunctionEntry function, ref MessagePackReader reader, in RunCall call, long number, int task)
    {
        int start = _endings.WrittenCount;
        try
        {
            object?[] values = function.ReadArguments(ref reader, _scope);
            CancellationToken token;
            bool cancelled;
            lock (_claims) (token, cancelled) = ((_token ??= new CancellationTokenSource()).Token, _cancelled);
            if (cancelled)
            {
                Write(TaskEnding.Cancelled);
                return;
            }

            var context = new WorkerContext(_worker, call.AttemptAt(task), new ProgressPost(_channel, number, task), token);
            object? result;
            try
            {
                result = function.Invoke(values, context);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                Write(TaskEnding.Cancelled);
                return;
            }

            Write(TaskEnding.Returned);
            function.WriteResult(_endings, result, _scope);
            CheckLength(_endings.WrittenCount - start);
        }
        catch (Exception ex) when (ex is not FaultException { Code: FaultCode.ProtocolViolation })
        {
            Fail(start, ex);
        }
    }

    private static void CheckLength(int length)
    {
        if (length <= FrameLimits.MaxPayload) return;
        throw new ValueException(
            $"the result has {length:N0} bytes, and a message holds {FrameLimits.MaxPayload:N0}; write it to a SharedArray<T> that the task is given");
    }

    // Whatever of a value had been written already is taken back.
    private void Fail(int start, Exception exception)
    {
        byte[] kept = _endings.WrittenSpan[..start].ToArray();
        _endings.ResetWrittenCount();
        _endings.Write(kept);
        Write(TaskEnding.Threw);
        var writer = new MessagePackWriter(_endings);
        ExceptionField.Write(ref writer, ExceptionInfo.Of(exception));
        writer.Flush();
        // The heap is at its limit, and stays there until something is allocated: whatever runs next would be blamed for it. It takes some milliseconds.
        if (exception is OutOfMemoryException) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Write(TaskEnding ending)
    {
        // A small number is a byte of MessagePack by itself.
        _endings.GetSpan(1)[0] = (byte)ending;
        _endings.Advance(1);
    }

    private void Post(long number, int first, int count, long ticks)
    {
        CallResult.Post(_channel, number, new CallResult(first, count, ticks), _endings.WrittenSpan);
        _endings.ResetWrittenCount();
    }

    private void Flush(long now)
    {
        _channel.Flush();
        _flushedAt = now;
    }
}
