using System.Buffers;
using Cluster.Tasks.Values;

namespace Cluster.Tasks.Residents;

/// <summary>A value that stays with a worker: its bytes until it is asked for, then the value.</summary>
/// <param name="bytes">As it travelled.</param>
internal sealed class ResidentSlot(ReadOnlyMemory<byte> bytes)
{
    private readonly Lock _reading = new();
    private ReadOnlyMemory<byte> _bytes = bytes;
    private object? _value;
    private bool _read;

    /// <summary>The value, the same object for all who ask. Any thread.</summary>
    /// <exception cref="ValueException">The bytes are no such value.</exception>
    internal T Get<T>()
    {
        lock (_reading)
        {
            if (!_read)
            {
                _value = ValueCodec.Read<T>(new ReadOnlySequence<byte>(_bytes), ValueScope.OfWorker(), out _);
                (_read, _bytes) = (true, default);
            }

            return (T)_value!;
        }
    }
}
