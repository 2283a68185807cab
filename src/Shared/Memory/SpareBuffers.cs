namespace Cluster.Memory;

/// <summary>Buffers that are not in use and will be wanted again, by their length.</summary>
/// <remarks>
/// The system takes freed memory back, and its next first touch costs more than to fill it: 64 MB in buffers of 256 KiB took 4 to 8 ms of
/// a transfer of 12. One thread at a time.
/// </remarks>
internal sealed class SpareBuffers : IDisposable
{
    private readonly Dictionary<long, Stack<NativeBuffer>> _spare = [];

    /// <summary>A buffer of exactly <paramref name="length"/> bytes, with anything in it; the caller owns it.</summary>
    internal NativeBuffer Take(long length) =>
        _spare.TryGetValue(length, out Stack<NativeBuffer>? same) && same.TryPop(out NativeBuffer? buffer) ? buffer : new NativeBuffer(length);

    /// <summary>Keeps a buffer that its owner does not use any more.</summary>
    internal void Return(NativeBuffer buffer)
    {
        if (!_spare.TryGetValue(buffer.Length, out Stack<NativeBuffer>? same)) _spare.Add(buffer.Length, same = new Stack<NativeBuffer>());
        same.Push(buffer);
    }

    public void Dispose()
    {
        foreach (Stack<NativeBuffer> same in _spare.Values)
            foreach (NativeBuffer buffer in same) buffer.Dispose();
        _spare.Clear();
    }
}
