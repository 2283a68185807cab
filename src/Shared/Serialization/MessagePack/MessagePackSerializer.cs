using System.Buffers;
using MessagePack.Formatters;

namespace MessagePack;

/// <summary>Values to bytes and back.</summary>
/// <remarks>
/// Any thread, without locks. Every failure, also a cancellation or a malformed message, is a
/// <see cref="MessagePackSerializationException"/> whose message says which member was at work. Bytes behind the value are left alone;
/// who must have none compares <c>bytesRead</c>.
/// </remarks>
internal static class MessagePackSerializer
{
    // A buffer that grew beyond this for one large message is not kept for the thread's next one.
    private const int MaxKeptBuffer = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    public static MessagePackSerializerOptions DefaultOptions { get; set; } = MessagePackSerializerOptions.Standard;

    public static void Serialize<T>(
        IBufferWriter<byte> writer,
        T value,
        MessagePackSerializerOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var target = new MessagePackWriter(writer) { CancellationToken = cancellationToken };
        Serialize(ref target, value, options);
        target.Flush();
    }

    public static byte[] Serialize<T>(T value, MessagePackSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        // Taken out of the slot, so that a getter that serializes something itself finds the slot empty.
        ArrayBufferWriter<byte> buffer = t_buffer ?? new ArrayBufferWriter<byte>();
        t_buffer = null;
        try
        {
            Serialize(buffer, value, options, cancellationToken);
            return buffer.WrittenSpan.ToArray();
        }
        finally
        {
            buffer.ResetWrittenCount();
            if (buffer.Capacity <= MaxKeptBuffer) t_buffer = buffer;
        }
    }

    public static void Serialize<T>(ref MessagePackWriter writer, T value, MessagePackSerializerOptions? options = null)
    {
        options ??= DefaultOptions;
        try
        {
            options.Formatter<T>().Serialize(ref writer, value, options);
        }
        catch (Exception ex)
        {
            throw new MessagePackSerializationException($"Failed to serialize {typeof(T).FullName} value.{FailureSite.Describe(ex)}", ex);
        }
    }

    public static T Deserialize<T>(
        ReadOnlyMemory<byte> buffer,
        MessagePackSerializerOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Deserialize<T>(buffer, options, out _, cancellationToken);

    public static T Deserialize<T>(ReadOnlyMemory<byte> buffer, out int bytesRead, CancellationToken cancellationToken = default) =>
        Deserialize<T>(buffer, null, out bytesRead, cancellationToken);

    public static T Deserialize<T>(
        ReadOnlyMemory<byte> buffer,
        MessagePackSerializerOptions? options,
        out int bytesRead,
        CancellationToken cancellationToken = default)
    {
        var source = new MessagePackReader(buffer) { CancellationToken = cancellationToken };
        T value = Deserialize<T>(ref source, options);
        bytesRead = (int)source.Consumed;
        return value;
    }

    public static T Deserialize<T>(
        in ReadOnlySequence<byte> byteSequence,
        MessagePackSerializerOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var source = new MessagePackReader(byteSequence) { CancellationToken = cancellationToken };
        return Deserialize<T>(ref source, options);
    }

    public static T Deserialize<T>(ref MessagePackReader reader, MessagePackSerializerOptions? options = null)
    {
        options ??= DefaultOptions;
        try
        {
            return options.Formatter<T>().Deserialize(ref reader, options);
        }
        catch (Exception ex)
        {
            throw new MessagePackSerializationException($"Failed to deserialize {typeof(T).FullName} value.{FailureSite.Describe(ex)}", ex);
        }
    }
}
