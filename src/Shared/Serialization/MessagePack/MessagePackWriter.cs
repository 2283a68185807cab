using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MessagePack;

/// <summary>Writes values in the MessagePack format, each in its smallest form.</summary>
/// <remarks>
/// Works in a span that it got from the output and reports what it filled at <see cref="Flush"/>, or when it needs the next span. Until
/// then nobody else may use the output. Passed by reference; a copy does not know what the original wrote.
/// </remarks>
internal ref partial struct MessagePackWriter
{
    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _used;

    public MessagePackWriter(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _output = writer;
    }

    public CancellationToken CancellationToken { get; set; }

    /// <summary>Hands everything written so far to the output.</summary>
    public void Flush()
    {
        if (_used > 0) _output.Advance(_used);
        _span = default;
        _used = 0;
    }

    /// <summary>At least <paramref name="length"/> bytes to fill by hand, followed by <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int length)
    {
        if (_span.Length - _used < Math.Max(length, 1)) Grow(length);
        return _span[_used..];
    }

    public void Advance(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_span.Length - _used), nameof(length));
        _used += length;
    }

    // Not `scoped`, as in the package: what compiles here compiles there.
    public void WriteRaw(ReadOnlySpan<byte> rawMessagePackBlock) => PutBytes(rawMessagePackBlock);

    public void WriteRaw(in ReadOnlySequence<byte> rawMessagePackBlock)
    {
        foreach (ReadOnlyMemory<byte> segment in rawMessagePackBlock) PutBytes(segment.Span);
    }

    private void PutBytes(scoped ReadOnlySpan<byte> bytes)
    {
        // In pieces as large as the output gives them: a block may be larger than any span it can offer.
        while (bytes.Length > _span.Length - _used)
        {
            int fits = _span.Length - _used;
            bytes[..fits].CopyTo(_span[_used..]);
            _used += fits;
            bytes = bytes[fits..];
            Grow(1);
        }

        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    // One bounds check for a whole value; what follows writes below `size` without another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Reserve(int size)
    {
        if (_span.Length - _used < size) Grow(size);
        ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _used);
        _used += size;
        return ref start;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        Flush();
        _span = _output.GetSpan(size);
        if (_span.Length < Math.Max(size, 1)) throw new InvalidOperationException("the output returned a shorter span than was asked for");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte code) => Reserve(1) = code;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte code, byte value)
    {
        ref byte start = ref Reserve(2);
        start = code;
        Unsafe.Add(ref start, 1) = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte code, ushort value)
    {
        ref byte start = ref Reserve(3);
        start = code;
        if (BitConverter.IsLittleEndian) value = BinaryPrimitives.ReverseEndianness(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 1), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte code, uint value)
    {
        ref byte start = ref Reserve(5);
        start = code;
        if (BitConverter.IsLittleEndian) value = BinaryPrimitives.ReverseEndianness(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 1), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte code, ulong value)
    {
        ref byte start = ref Reserve(9);
        start = code;
        if (BitConverter.IsLittleEndian) value = BinaryPrimitives.ReverseEndianness(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 1), value);
    }
}
