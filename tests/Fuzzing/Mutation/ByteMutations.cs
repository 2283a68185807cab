using System.Buffers.Binary;

namespace Cluster.Fuzzing.Mutation;

/// <summary>What may befall bytes of any kind.</summary>
/// <param name="random">Decides everything.</param>
internal sealed class ByteMutations(Random random)
{
    // At the borders of what lengths, counts and indexes are kept in.
    private static readonly long[] Borders =
    [
        0, 1, -1, 2, 15, 16, 31, 32, 127, 128, 255, 256, short.MaxValue, short.MinValue, ushort.MaxValue, ushort.MaxValue + 1L,
            (1 << 20) - 1, 1 << 30, (1 << 30) + 1,
        int.MaxValue, int.MinValue, uint.MaxValue, uint.MaxValue + 1L, long.MaxValue, long.MinValue, Array.MaxLength,
    ];

    internal byte[] Mutate(byte[] input)
    {
        if (input.Length == 0) return Random(random.Next(1, 9));
        byte[] output = [.. input];
        int at = random.Next(input.Length);
        switch (random.Next(9))
        {
            case 0: output[at] ^= (byte)(1 << random.Next(8)); return output;
            case 1: output[at] = (byte)random.Next(256); return output;
            case 2: output[at] += (byte)random.Next(-8, 9); return output;
            case 3: WriteNumber(output.AsSpan(at), Border()); return output;
            case 4: return input[..at];
            case 5: return [.. input.AsSpan(0, at), .. Random(random.Next(1, 9)), .. input.AsSpan(at)];
            case 6: return [.. input.AsSpan(0, at), .. input.AsSpan(at + random.Next(1, input.Length - at + 1))];
            case 7:
                int length = random.Next(1, Math.Min(64, input.Length - at) + 1);
                return [.. input.AsSpan(0, at + length), .. input.AsSpan(at)];
            default:
                int other = random.Next(input.Length);
                (output[at], output[other]) = (output[other], output[at]);
                return output;
        }
    }

    /// <summary>A number that is likely to be taken wrongly.</summary>
    internal long Border() => Borders[random.Next(Borders.Length)] + random.Next(-1, 2);

    /// <summary>The low bytes of a number, in either order, as many as a length may have and fit.</summary>
    internal void WriteNumber(Span<byte> target, long number)
    {
        int size = 1 << random.Next(4);
        while (size > target.Length) size /= 2;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        bytes = bytes[..size];
        if (random.Next(2) == 0) bytes.Reverse();
        bytes.CopyTo(target);
    }

    private byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
