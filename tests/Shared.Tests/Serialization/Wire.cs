using System.Buffers;
using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>Bytes in the forms that the tests need.</summary>
internal static class Wire
{
    /// <summary>True when the package stands in for the implementation of this project.</summary>
    public static bool IsPackage => typeof(MessagePackSerializer).Assembly.GetName().Name == "MessagePack";

    public static byte[] Write(WriteAction write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static string Hex(WriteAction write) => Convert.ToHexStringLower(Write(write));

    /// <summary>Hexadecimal digits, blanks allowed.</summary>
    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>The same bytes in pieces that end at the given places; an empty piece where two places are equal.</summary>
    public static ReadOnlySequence<byte> Split(byte[] bytes, params ReadOnlySpan<int> places)
    {
        int start = 0;
        Piece? first = null;
        Piece? last = null;
        foreach (int place in (int[])[.. places, bytes.Length])
        {
            last = new Piece(bytes.AsMemory(start..place), last);
            first ??= last;
            start = place;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    public static ReadOnlySequence<byte> OneByteEach(byte[] bytes) => Split(bytes, [.. Enumerable.Range(1, Math.Max(0, bytes.Length - 1))]);

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? previous)
        {
            Memory = memory;
            if (previous == null) return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
