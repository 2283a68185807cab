using System.Runtime.CompilerServices;
using Cluster.Memory;

namespace Cluster.Sharing;

/// <summary>The memory behind one shared thing, as this process has it mapped, and who still needs the mapping.</summary>
/// <remarks>
/// Counted references: the maker's or the cache's own, one for each call under way, one for each operation that takes longer than an instruction.
/// With the last of them the mapping goes, and in the owner's process the memory. <see cref="Close"/> is earlier: from then on nobody here
/// gets an address any more, while those who have a reference finish in peace. Any thread.
/// <code>
///  0        8        16           128
///  | mark   | id     | unused     | data …     the id tells this memory from another one behind the same descriptor number
/// </code>
/// </remarks>
internal sealed unsafe class SharedBlock
{
    // Two cache lines, because processors fetch lines in pairs; the data is aligned for any vector.
    internal const int HeaderSize = 128;

    // "ClShared", as bytes in memory.
    private const ulong Mark = 0x6465_7261_6853_6c43;

    private readonly SharedSegment? _segment;
    private readonly MappedMemory? _memory;
    private readonly nint _data;
    private nint _address;
    private int _references = 1;

    private SharedBlock(ulong id, SegmentHandle handle, MappedMemory memory, SharedSegment? segment)
    {
        (Id, Handle, _memory, _segment) = (id, handle, memory, segment);
        _data = _address = memory.Address + HeaderSize;
        Length = memory.Length - HeaderSize;
    }

    private SharedBlock() => Handle = new SegmentHandle(SegmentKind.MemoryFile, 0, 0, "", 0);

    /// <summary>What a thing refers to after its disposal: it has no address.</summary>
    internal static SharedBlock Closed { get; } = new();

    /// <summary>Of no other block, in any process.</summary>
    internal ulong Id { get; }

    /// <summary>What others map it by.</summary>
    internal SegmentHandle Handle { get; }

    /// <summary>Bytes of data.</summary>
    internal long Length { get; }

    internal bool IsWritable => _memory is { IsWritable: true };

    /// <summary>Of the data. Valid while the caller has a reference, or while nobody disposes the thing.</summary>
    /// <exception cref="ObjectDisposedException">The block is closed.</exception>
    internal nint Address
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            nint address = _address;
            if (address == 0) ThrowDisposed();
            return address;
        }
    }

    /// <summary>A new block of zeros, whose memory this process owns. The caller has the first reference.</summary>
    /// <exception cref="Interop.ErrnoException">There is not enough memory.</exception>
    internal static SharedBlock Create(string name, long length, string fallbackDirectory)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        SharedSegment segment = SharedSegment.Create(name, checked(length + HeaderSize), fallbackDirectory);
        ulong id = NewId();
        var header = (ulong*)segment.Memory.Address;
        header[1] = id;
        header[0] = Mark;
        return new SharedBlock(id, segment.Handle, segment.Memory, segment);
    }

    /// <summary>Maps a block of another process. The caller has the first reference.</summary>
    /// <exception cref="Faults.FaultException">It cannot be mapped, or something else is there by now.</exception>
    internal static SharedBlock Attach(ulong id, SegmentHandle handle, bool writable)
    {
        if (handle.Length < HeaderSize) throw Gone(handle, id);
        MappedMemory memory = AttachedSegment.Attach(handle, writable);
        var header = (ulong*)memory.Address;
        if (header[0] == Mark && header[1] == id) return new SharedBlock(id, handle, memory, null);
        memory.Dispose();
        throw Gone(handle, id);
    }

    /// <summary>One more reference, for the caller to release.</summary>
    /// <exception cref="ObjectDisposedException">The block is closed.</exception>
    internal SharedBlock Acquire()
    {
        if (_address == 0 || !TryAcquire()) ThrowDisposed();
        return this;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) > 0) return;
        _address = 0;
        // A segment disposes its own mapping.
        if (_segment is not null) _segment.Dispose();
        else _memory?.Dispose();
    }

    /// <summary>Nobody here gets an address from now on.</summary>
    internal void Close() => Volatile.Write(ref _address, 0);

    /// <summary>A word of the data, for those who have a reference: also when the block was closed meanwhile.</summary>
    internal ref T Held<T>(long offset)
        where T : unmanaged => ref *(T*)(_data + (nint)offset);

    /// <summary>Part of the data.</summary>
    internal Span<byte> Bytes(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new Span<byte>((byte*)Address + offset, length);
    }

    /// <summary>One more reference, also to a block that is closed; false when there is none left.</summary>
    internal bool TryAcquire()
    {
        int references = Volatile.Read(ref _references);
        while (references > 0)
        {
            int found = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (found == references) return true;
            references = found;
        }

        return false;
    }

    // 62 random bits at least, and never 0.
    private static ulong NewId()
    {
        Span<ulong> halves = stackalloc ulong[2];
        ulong id;
        do
        {
            Guid.NewGuid().TryWriteBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(halves));
            id = halves[0] ^ halves[1];
        }
        while (id == 0);
        return id;
    }

    private static Faults.FaultException Gone(SegmentHandle handle, ulong id) => new(
        Faults.FaultCode.InputUnavailable,
        $"the shared memory {id:x16} is not at {handle.OpenPath} any more: it was disposed; dispose shared arrays after the calls that use them");

    [MethodImpl(MethodImplOptions.NoInlining)]
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void ThrowDisposed() =>
        throw new ObjectDisposedException("shared memory", "The shared memory was disposed, here or by the process that made it.");
}
