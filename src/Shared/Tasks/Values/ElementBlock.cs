using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.Sharing;
using MessagePack;

namespace Cluster.Tasks.Values;

/// <summary>The elements of an array, a list or any other sequence.</summary>
/// <remarks>
/// <code>
///  bin …                     raw memory: one copy when it is written, one when it is read
///  [id, segment, count]      raw memory of more bytes than the scope wants in line: one copy into the segment, one out of it
///  [element, …]              everything else
/// </code>
/// </remarks>
internal static class ElementBlock<T>
{
    /// <summary>Whether the elements go as memory.</summary>
    internal static readonly bool IsRaw = RawLayout.IsRaw(typeof(T));

    internal static void Write(ref MessagePackWriter writer, ReadOnlySpan<T> elements, ValueScope scope)
    {
        if (IsRaw) WriteRaw(ref writer, elements, scope);
        else WriteEach(ref writer, elements, scope);
    }

    /// <summary>The elements in an array of their own.</summary>
    internal static T[] Read(ref MessagePackReader reader, ValueScope scope)
    {
        if (!IsRaw) return ReadEach(ref reader, scope);
        if (reader.NextMessagePackType == MessagePackType.Array)
        {
            using SegmentSource source = OpenSegment(ref reader, scope);
            T[] copy = GC.AllocateUninitializedArray<T>(source.Count);
            source.CopyTo(copy);
            return copy;
        }

        ReadOnlySequence<byte> bytes = Bytes(ref reader);
        T[] elements = GC.AllocateUninitializedArray<T>((int)(bytes.Length / Unsafe.SizeOf<T>()));
        bytes.CopyTo(AsBytes(elements.AsSpan()));
        return elements;
    }

    /// <summary>The elements as a list, without another copy.</summary>
    internal static List<T> ReadList(ref MessagePackReader reader, ValueScope scope)
    {
        var list = new List<T>();
        if (!IsRaw)
        {
            list.AddRange(ReadEach(ref reader, scope));
            return list;
        }

        if (reader.NextMessagePackType == MessagePackType.Array)
        {
            using SegmentSource source = OpenSegment(ref reader, scope);
            CollectionsMarshal.SetCount(list, source.Count);
            source.CopyTo(CollectionsMarshal.AsSpan(list));
            return list;
        }

        ReadOnlySequence<byte> bytes = Bytes(ref reader);
        CollectionsMarshal.SetCount(list, (int)(bytes.Length / Unsafe.SizeOf<T>()));
        bytes.CopyTo(AsBytes(CollectionsMarshal.AsSpan(list)));
        return list;
    }

    private static void WriteRaw(ref MessagePackWriter writer, ReadOnlySpan<T> elements, ValueScope scope)
    {
        long length = (long)elements.Length * Unsafe.SizeOf<T>();
        if (length > scope.InlineLimit)
        {
            SharedReference segment = scope.CreateSegment(length);
            SharedCopy.Into(segment.Block, elements);
            writer.WriteArrayHeader(3);
            writer.Write(segment.Block.Id);
            SegmentField.Write(ref writer, segment.Block.Handle);
            writer.Write(elements.Length);
            return;
        }

        if (length > int.MaxValue)
        {
            throw new ValueException(
                $"{length:N0} bytes are too many for one message; use a SharedArray<T>, or set InlineLimit so that large arrays go through shared memory");
        }

        writer.Write(AsBytes(elements));
    }

    private static void WriteEach(ref MessagePackWriter writer, ReadOnlySpan<T> elements, ValueScope scope)
    {
        scope.Enter();
        writer.WriteArrayHeader(elements.Length);
        int i = 0;
        try
        {
            for (; i < elements.Length; i++) FormatterOf<T>.Instance.Write(ref writer, elements[i], scope);
        }
        catch (Exception ex) when (FailurePath.Note(ex, i))
        {
            throw;
        }

        scope.Depth--;
    }

    // The reader has compared the count with the bytes that are there: each element takes one at least.
    private static T[] ReadEach(ref MessagePackReader reader, ValueScope scope)
    {
        int count = reader.ReadArrayHeader();
        if (count == 0) return [];
        ValueCodec.Security.DepthStep(ref reader);
        var elements = new T[DeclaredCount.Believed<T>(count, reader.Depth)];
        int i = 0;
        try
        {
            for (; i < count; i++)
            {
                if (i == elements.Length) DeclaredCount.Grow(ref elements, count);
                elements[i] = FormatterOf<T>.Instance.Read(ref reader, scope);
            }
        }
        catch (Exception ex) when (FailurePath.Note(ex, i))
        {
            throw;
        }

        reader.Depth--;
        return elements;
    }

    private static ReadOnlySequence<byte> Bytes(ref MessagePackReader reader)
    {
        ReadOnlySequence<byte> bytes = reader.ReadBytes() ?? throw new MessagePackSerializationException("nil in place of elements");
        return bytes.Length % Unsafe.SizeOf<T>() == 0 && bytes.Length / Unsafe.SizeOf<T>() <= Array.MaxLength
            ? bytes
            : throw new MessagePackSerializationException($"{bytes.Length:N0} bytes are no whole number of {typeof(T).Name} of {Unsafe.SizeOf<T>()} bytes");
    }

    private static SegmentSource OpenSegment(ref MessagePackReader reader, ValueScope scope)
    {
        if (reader.ReadArrayHeader() != 3) throw new MessagePackSerializationException("a segment has three fields");
        ulong id = reader.ReadUInt64();
        Memory.SegmentHandle handle = SegmentField.Read(ref reader) ?? throw new MessagePackSerializationException("nil in place of a segment");
        int count = reader.ReadInt32();
        SharedReference segment = scope.OpenSegment(id, handle);
        bool fits = count >= 0 && count <= Array.MaxLength && (long)count * Unsafe.SizeOf<T>() <= segment.Block.Length;
        if (fits) return new SegmentSource(segment, count);
        segment.Dispose();
        throw new MessagePackSerializationException($"{count:N0} elements in a segment of {handle.Length:N0} bytes");
    }

    // Only called for types without references, which the compiler cannot know; less than 2³¹ bytes.
    private static ReadOnlySpan<byte> AsBytes(ReadOnlySpan<T> elements) => MemoryMarshal.CreateReadOnlySpan(
        ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(elements)), elements.Length * Unsafe.SizeOf<T>());

    private static Span<byte> AsBytes(Span<T> elements) => MemoryMarshal.CreateSpan(
        ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(elements)), elements.Length * Unsafe.SizeOf<T>());

    private readonly struct SegmentSource(SharedReference segment, int count) : IDisposable
    {
        internal int Count => count;

        internal void CopyTo(Span<T> destination) => SharedCopy.OutOf(segment.Block, destination);

        public void Dispose() => segment.Dispose();
    }
}
