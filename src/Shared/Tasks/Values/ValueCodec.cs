using System.Buffers;
using System.Collections.Concurrent;
using MessagePack;

namespace Cluster.Tasks.Values;

/// <summary>Arguments and results as bytes, in the MessagePack format; several follow each other in one buffer.</summary>
/// <remarks>
/// <para>
/// Records and classes go by the names of their properties, or as <c>[DataContract]</c> or the attributes of MessagePack say. Arrays of numbers and of
/// structs of numbers are the memory as it is, in one <c>bin</c>. What is shared between processes goes as a handle. Values have exactly the declared
/// type: an object of a derived class is refused, since the other side would get something else. Objects that are referred to twice arrive
/// as two.
/// </para>
/// <para>
/// The static methods are for types that are known when the code is compiled, an instance is for those known at run time only. Any thread;
/// a scope is used by one at a time. Every failure is a <see cref="ValueException"/>; what the output got before it is to be thrown away.
/// </para>
/// </remarks>
internal abstract class ValueCodec
{
    // A lookup per function and parameter, not per value: who needs a codec keeps it.
    private static readonly ConcurrentDictionary<Type, ValueCodec> All = new();

    /// <summary>What bytes of another process may do: nest to a depth, and fill tables with keys of their choice.</summary>
    internal static MessagePackSecurity Security { get; } = MessagePackSecurity.UntrustedData;

    /// <summary>The codec of a type.</summary>
    /// <exception cref="ValueException">There can be no value of the type outside of a stack frame: a span, a pointer, an open type.</exception>
    internal static ValueCodec For(Type type)
    {
        if (All.TryGetValue(type, out ValueCodec? codec)) return codec;
        if (type.IsByRef || type.IsByRefLike || type.IsPointer || type.IsFunctionPointer || type.ContainsGenericParameters || type == typeof(void))
            throw new ValueException($"{TypeNames.Of(type)} cannot be sent to another process: {Refusals.ReasonForStackOnly(type)}", null, TypeNames.Of(type));
        return All.GetOrAdd(type, static type => (ValueCodec)Activator.CreateInstance(typeof(ValueCodec<>).MakeGenericType(type))!);
    }

    /// <summary>Writes one value.</summary>
    /// <param name="output">Gets the bytes.</param>
    /// <param name="value">To be written.</param>
    /// <param name="scope">Gets what the bytes refer to.</param>
    /// <exception cref="ValueException">It cannot be sent.</exception>
    internal static void Write<T>(IBufferWriter<byte> output, T value, ValueScope scope)
    {
        var writer = new MessagePackWriter(output);
        Write(ref writer, value, scope);
        writer.Flush();
    }

    /// <inheritdoc cref="Write{T}(IBufferWriter{byte}, T, ValueScope)"/>
    /// <param name="writer">Gets the bytes; the caller flushes it.</param>
    /// <param name="value">To be written.</param>
    /// <param name="scope">Gets what the bytes refer to.</param>
    internal static void Write<T>(ref MessagePackWriter writer, T value, ValueScope scope)
    {
        try
        {
            FormatterOf<T>.Instance.Write(ref writer, value, scope);
        }
        catch (Exception ex)
        {
            scope.Depth = 0;
            throw FailurePath.OnWriting(ex, typeof(T));
        }
    }

    /// <summary>Reads one value; the reader then stands behind it.</summary>
    /// <exception cref="ValueException">The bytes are no such value, or what they refer to is gone.</exception>
    internal static T Read<T>(ref MessagePackReader reader, ValueScope scope)
    {
        try
        {
            return FormatterOf<T>.Instance.Read(ref reader, scope);
        }
        catch (Exception ex)
        {
            throw FailurePath.OnReading(ex, typeof(T));
        }
    }

    /// <summary>Reads one value from the start of some bytes.</summary>
    /// <param name="bytes">May go on behind the value.</param>
    /// <param name="scope">Gets what the bytes refer to.</param>
    /// <param name="consumed">Bytes of the value.</param>
    /// <inheritdoc cref="Read{T}(ref MessagePackReader, ValueScope)"/>
    internal static T Read<T>(in ReadOnlySequence<byte> bytes, ValueScope scope, out long consumed)
    {
        var reader = new MessagePackReader(bytes);
        T value = Read<T>(ref reader, scope);
        consumed = reader.Consumed;
        return value;
    }

    /// <summary>Writes one value of this codec's type.</summary>
    /// <inheritdoc cref="Write{T}(IBufferWriter{byte}, T, ValueScope)"/>
    internal abstract void Write(ref MessagePackWriter writer, object? value, ValueScope scope);

    /// <summary>Writes one value of this codec's type.</summary>
    /// <inheritdoc cref="Write{T}(IBufferWriter{byte}, T, ValueScope)"/>
    internal void Write(IBufferWriter<byte> output, object? value, ValueScope scope)
    {
        var writer = new MessagePackWriter(output);
        Write(ref writer, value, scope);
        writer.Flush();
    }

    /// <summary>Reads one value of this codec's type.</summary>
    /// <inheritdoc cref="Read{T}(ref MessagePackReader, ValueScope)"/>
    internal abstract object? Read(ref MessagePackReader reader, ValueScope scope);
}
