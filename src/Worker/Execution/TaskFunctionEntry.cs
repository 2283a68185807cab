using System.Buffers;
using System.Runtime.ExceptionServices;
using Cluster.Tasks.Functions;
using Cluster.Tasks.Values;
using MessagePack;

namespace Cluster.Worker.Execution;

/// <summary>A function that calls name by number: how its values are read and written, and what its tasks take.</summary>
internal sealed class TaskFunctionEntry
{
    private readonly ResolvedFunction? _function;
    private readonly Exception? _failure;
    private readonly ValueCodec[] _parameters = [];
    private readonly ValueCodec? _result;
    private readonly object?[] _values = [];

    internal TaskFunctionEntry(ResolvedFunction function)
    {
        _function = function;
        _parameters = [.. function.Signature.ParameterTypes.Select(ValueCodec.For)];
        _result = function.Signature.ResultType == typeof(void) ? null : ValueCodec.For(function.Signature.ResultType);
        _values = new object?[_parameters.Length];
    }

    /// <param name="failure">Why it cannot be called.</param>
    internal TaskFunctionEntry(Exception failure) => _failure = failure;

    /// <summary>What a task is expected to take, in ticks. One that was interrupted counts for four times the expectation at most.</summary>
    internal long ExpectedTicks { get; private set; } = long.MaxValue;

    internal void Learn(long ticks) =>
        ExpectedTicks = ExpectedTicks == long.MaxValue ? ticks : (ExpectedTicks + Math.Clamp(ticks, ExpectedTicks / 4, 4 * (ExpectedTicks + 1))) / 2;

    /// <summary>Reads a task's arguments; the reader is behind them afterwards, whatever happens.</summary>
    /// <returns>Valid until the next call.</returns>
    internal object?[] ReadArguments(ref MessagePackReader reader, ValueScope scope)
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        Exception? failure = null;
        for (int i = 0; i < _parameters.Length; i++)
        {
            MessagePackReader start = reader;
            try
            {
                _values[i] = _parameters[i].Read(ref reader, scope);
            }
            catch (Exception ex)
            {
                reader = start;
                reader.Skip();
                failure ??= ex;
            }
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return _values;
    }

    internal object? Invoke(object?[] values, WorkerContext context)
    {
        try
        {
            return _function!.Invoke(values, context);
        }
        finally
        {
            // What a task was given must not live until the next one comes.
            Array.Clear(values);
        }
    }

    internal void WriteResult(IBufferWriter<byte> output, object? result, ValueScope scope)
    {
        if (_result is not null)
        {
            _result.Write(output, result, scope);
            return;
        }

        var writer = new MessagePackWriter(output);
        writer.WriteNil();
        writer.Flush();
    }
}
