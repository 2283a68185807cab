using System.Buffers;
using System.Collections.Concurrent;
using Cluster.Dispatch;
using Cluster.Framing;
using Cluster.Tasks.Functions;
using Cluster.Tasks.Residents;
using Cluster.Tasks.Values;
using MessagePack;
using Microsoft.Extensions.Logging;

namespace Cluster.Calls;

/// <summary>Makes calls of what the user submits: names functions, and writes arguments on the user's own thread.</summary>
/// <param name="options">Of the pool.</param>
/// <param name="runner">Runs them.</param>
/// <param name="telemetry">Counts tasks; null for nobody.</param>
/// <param name="advice">Looks at functions; null for nobody.</param>
/// <param name="travels">Whether arguments travel; otherwise they are handed over as they are.</param>
/// <param name="log">Hears what listeners throw.</param>
internal sealed class CallFactory(ProcessPoolOptions options, ITaskRunner runner, PoolTelemetry? telemetry, FunctionAdvice? advice, bool travels, ILogger log)
{
    // A buffer that grew beyond this for one large call is not kept for the thread's next one.
    private const int MaxKeptBuffer = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private readonly ConcurrentDictionary<SubmittedFunction, FunctionEntry> _entries = new(ReferenceEqualityComparer.Instance);
    private int _functions;
    private TaskOptions? _valid;

    internal ITaskRunner Runner => runner;

    internal int Workers => Math.Max(1, runner.Workers);

    /// <summary>A user's listener, told elsewhere than on the threads that call it; null for nobody.</summary>
    internal IProgress<T>? Listener<T>(IProgress<T>? listener) => listener is null ? null : new ReportQueue<T>(listener, log);

    /// <summary>The function in this pool.</summary>
    /// <exception cref="ArgumentException">It cannot run in another process.</exception>
    internal FunctionEntry Entry<TArguments, TResult>(in TaskFunction<TArguments, TResult> function)
        where TArguments : struct, IArguments
    {
        // Also where nothing travels: a program that runs on threads today is to run in processes tomorrow.
        SubmittedFunction submitted = SubmittedFunction.Of(function.Delegate);
        FunctionEntry entry = _entries.TryGetValue(submitted, out FunctionEntry? known) ? known : _entries.GetOrAdd(submitted, Add);
        if (typeof(TResult) != typeof(Unit) && typeof(TResult) != submitted.Signature.ResultType) throw Differs(entry, "result", submitted.Signature.ResultType, typeof(TResult));
        Type[] given = typeof(TArguments).GenericTypeArguments;
        for (int i = 0; i < given.Length; i++)
            if (given[i] != submitted.Signature.ParameterTypes[i]) throw Differs(entry, "parameter", submitted.Signature.ParameterTypes[i], given[i]);
        return entry;
    }

    /// <summary>A call of one task. Arguments that cannot travel make it fail, not this.</summary>
    internal PoolTask<TResult> Submit<TArguments, TResult>(
        TaskFunction<TArguments, TResult> function, in TArguments arguments, TaskOptions? task, CancellationToken cancellationToken, int? preferred = null)
        where TArguments : struct, IArguments
    {
        SingleCall<TArguments, TResult> call = Single(function, arguments, task, preferred, out Exception? failure);
        if (failure is not null)
        {
            call.State = CallState.Ended;
            telemetry?.Submitted(1);
            call.Fail(0, failure);
            // Of the arguments before the one that cannot travel.
            call.Scope?.Dispose();
            return new PoolTask<TResult>(call, runner, call.Task);
        }

        Hand(call);
        if (cancellationToken.CanBeCanceled) CancelWith(call, call.Task, cancellationToken);
        return new PoolTask<TResult>(call, runner, call.Task);
    }

    /// <summary>Hands a call over, as a part of the trace that its user is at.</summary>
    internal void Hand(Call call)
    {
        advice?.Give(call.Function);
        call.Trace = CallTrace.Begin(call.Function.Name, call.Count, options.Name);
        try
        {
            runner.Submit(call);
        }
        catch
        {
            // Nobody has taken it, and nobody ends it: what was made for it ends here.
            call.Scope?.Dispose();
            throw;
        }

        telemetry?.Submitted(call.Count);
    }

    /// <summary>A call of one task, not submitted.</summary>
    internal SingleCall<TArguments, TResult> Single<TArguments, TResult>(
        TaskFunction<TArguments, TResult> function, in TArguments arguments, TaskOptions? task, int? preferred, out Exception? failure)
        where TArguments : struct, IArguments
    {
        failure = null;
        if (!travels)
        {
            var here = new SingleCall<TArguments, TResult>(Entry(function), Limits(task), function, arguments)
            {
                Progress = Listener(task?.TaskProgress), Telemetry = telemetry,
            };
            here.Load([], null, 1, null);
            return here;
        }

        ArrayBufferWriter<byte> buffer = TakeBuffer();
        ValueScope scope = NewScope();
        failure = TryWrite(buffer, arguments, scope);
        byte[] bytes = Leave(buffer);
        // They are in the bytes: what was given need not live as long as the call.
        var call = new SingleCall<TArguments, TResult>(Entry(function), Limits(task), function, default)
        {
            Preferred = preferred ?? ResidentUse.Of(scope)?.Preferred, Progress = Listener(task?.TaskProgress), Telemetry = telemetry,
        };
        call.Load(bytes, null, 1, scope);
        return call;
    }

    /// <summary>A call of some tasks: of all that are given, or of the first of them, up to one whose data is with another worker.</summary>
    internal MapCall<TArguments, TResult> Map<TArguments, TResult>(
        TaskFunction<TArguments, TResult> function, MapOptions map, long first, List<TArguments> batch, Action<MapCall<TArguments, TResult>> completed)
        where TArguments : struct, IArguments
    {
        FunctionEntry entry = Entry(function);
        var outcomes = new TaskOutcome<TResult>[batch.Count];
        if (!travels)
        {
            var here = new MapCall<TArguments, TResult>(entry, Limits(map), function, first, outcomes, null, [.. batch], 0, completed)
            {
                Progress = map.TaskProgress, Telemetry = telemetry,
            };
            here.Load([], null, batch.Count, null);
            return here;
        }

        ArrayBufferWriter<byte> buffer = TakeBuffer();
        ValueScope scope = NewScope();
        int[] offsets = new int[batch.Count];
        int[] places = new int[batch.Count];
        int count = 0;
        int used = 0;
        for (int i = 0; i < batch.Count; used = ++i)
        {
            int before = buffer.WrittenCount;
            (int Count, int? Preferred) noted = ResidentUse.Mark(scope);
            if (TryWrite(buffer, batch[i], scope) is { } failure)
            {
                Cut(buffer, before);
                ResidentUse.Restore(scope, noted);
                outcomes[i] = new TaskOutcome<TResult>(first + i, default, failure);
                telemetry?.Submitted(1);
                telemetry?.Ended(failure);
                continue;
            }

            // What a batch needs is with one worker, and all of it fits into one message.
            if (count > 0 && (ResidentUse.Mark(scope).Preferred != noted.Preferred || buffer.WrittenCount > FrameLimits.MaxPayload))
            {
                Cut(buffer, before);
                ResidentUse.Restore(scope, noted);
                break;
            }

            (offsets[count], places[count]) = (before, i);
            count++;
        }

        Array.Resize(ref outcomes, used);
        byte[] bytes = Leave(buffer);
        var call = new MapCall<TArguments, TResult>(
            entry, Limits(map), function, first, outcomes, count == used ? null : places[..count], null, bytes.Length, completed)
        {
            Progress = map.TaskProgress, Telemetry = telemetry, Preferred = ResidentUse.Of(scope)?.Preferred,
        };
        call.Load(bytes, offsets[..count], count, scope);
        return call;
    }

    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    internal CallLimits Limits(TaskOptions? task)
    {
        // They cannot change, and the same are given again and again.
        if (task is not null && !ReferenceEquals(task, _valid))
        {
            OptionsCheck.Validate(task);
            _valid = task;
        }

        return new CallLimits(task?.Timeout ?? options.Timeout, task?.Attempts ?? options.Attempts);
    }

    /// <summary>Tasks that one message may hold at most.</summary>
    internal int MaxBatch => (int)Math.Min(options.RecycleAfterTasks ?? int.MaxValue, int.MaxValue);

    /// <summary>A value as it travels.</summary>
    internal static byte[] Encode<T>(T value, ValueScope scope)
    {
        ArrayBufferWriter<byte> buffer = TakeBuffer();
        ValueCodec.Write(buffer, value, scope);
        return Leave(buffer);
    }

    private ValueScope NewScope() => ValueScope.OfCoordinator(Path.GetTempPath(), options.InlineLimit);

    private static ArrayBufferWriter<byte> TakeBuffer()
    {
        ArrayBufferWriter<byte> buffer = t_buffer ?? new ArrayBufferWriter<byte>(256);
        // Out of its place meanwhile: a getter of an argument may submit something itself.
        t_buffer = null;
        return buffer;
    }

    private static byte[] Leave(ArrayBufferWriter<byte> buffer)
    {
        byte[] bytes = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        if (buffer.Capacity <= MaxKeptBuffer) t_buffer = buffer;
        return bytes;
    }

    // A buffer can be emptied, not shortened.
    private static void Cut(ArrayBufferWriter<byte> buffer, int length)
    {
        byte[] kept = buffer.WrittenSpan[..length].ToArray();
        buffer.ResetWrittenCount();
        buffer.Write(kept);
    }

    private static Exception? TryWrite<TArguments>(ArrayBufferWriter<byte> buffer, in TArguments arguments, ValueScope scope)
        where TArguments : struct, IArguments
    {
        try
        {
            int before = buffer.WrittenCount;
            arguments.Write(buffer, scope);
            int length = buffer.WrittenCount - before;
            return length <= FrameLimits.MaxPayload ? null : TooLong(length);
        }
        catch (Exception ex)
        {
            // Whatever a getter of the user's throws is this task's failure.
            return ex;
        }
    }

    private static ValueException TooLong(int length) => new(
        $"the arguments have {length:N0} bytes, and a message holds {FrameLimits.MaxPayload:N0}; use a SharedArray<T>, or an InlineLimit, " +
        "so that large arrays go through shared memory");

    private void CancelWith(Call call, Task task, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => runner.Cancel(call), null);
        task.ContinueWith(static (_, state) => ((CancellationTokenRegistration)state!).Unregister(), registration, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    // A delegate may stand for a method with other types that are compatible. Both sides must mean the same type, or they would not understand each other.
    private static ArgumentException Differs(FunctionEntry entry, string what, Type own, Type given) => new(
        $"{entry.Name} has a {what} of type {own}, and is used as if it were {given}. Write a lambda with exactly these types.");

    private FunctionEntry Add(SubmittedFunction function)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        function.Reference.Write(ref writer);
        writer.Flush();
        return new FunctionEntry(Interlocked.Increment(ref _functions), CSharpName.Of(function.Method), bytes.WrittenSpan.ToArray()) { Submitted = function };
    }
}
