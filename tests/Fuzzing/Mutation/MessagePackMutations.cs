using System.Buffers.Binary;
using static Cluster.Fuzzing.Mutation.MessagePackTokens;

namespace Cluster.Fuzzing.Mutation;

/// <summary>What a hostile peer does with values: it lies about kinds, lengths, counts and depths.</summary>
/// <param name="random">Decides everything.</param>
internal sealed class MessagePackMutations(Random random)
{
    // Of arrays, maps, text, binary and extensions, each followed by a length of 4 bytes.
    private static readonly byte[] Long = [0xdd, 0xdf, 0xdb, 0xc6, 0xc9];

    // 98 and 99: an implementation's compressed blocks; 100: its objects that name their type; -1: times.
    private static readonly byte[] Extensions = [98, 99, 100, 0xff, 0xfe, 0, 127];

    private readonly ByteMutations _bytes = new(random);

    internal byte[] Mutate(byte[] input)
    {
        List<Token> tokens = MessagePackTokens.Of(input);
        if (tokens.Count == 0) return _bytes.Mutate(input);
        Token token = tokens[random.Next(tokens.Count)];
        ReadOnlySpan<byte> own = input.AsSpan(token.Start, token.Length);
        Token other = tokens[random.Next(tokens.Count)];
        ReadOnlySpan<byte> others = input.AsSpan(other.Start, other.Length);
        return random.Next(9) switch
        {
            0 => Replace(input, token, others),
            1 => Replace(input, token, [.. others, .. own]),
            2 => Replace(input, token, []),
            3 => Replace(input, token, Header(_bytes.Border(), own[token.Header..])),
            4 => Replace(input, token, [.. Nest(own[0]), .. own]),
            5 => Replace(input, token, Number(_bytes.Border())),
            6 => Replace(input, token, Extension(own)),
            7 => Replace(input, token, [(byte)random.Next(0x80, 0x100), .. own[1..]]),
            _ => Replace(input, token, [.. own, .. Enumerable.Repeat(own[0], random.Next(1, 40))]),
        };
    }

    private static byte[] Replace(byte[] input, Token token, ReadOnlySpan<byte> with) =>
        [.. input.AsSpan(0, token.Start), .. with, .. input.AsSpan(token.End)];

    private byte[] Header(long length, ReadOnlySpan<byte> payload)
    {
        byte[] header = new byte[5 + payload.Length];
        header[0] = Long[random.Next(Long.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(1), (uint)length);
        payload.CopyTo(header.AsSpan(5));
        return header;
    }

    private byte[] Nest(byte key)
    {
        int levels = 1 << random.Next(11);
        return random.Next(3) switch
        {
            // An array in an array, …
            0 => [.. Enumerable.Repeat((byte)0x91, levels)],
            // … one that says of each level that as much is in it as there are bytes, …
            1 => [.. Enumerable.Range(0, Math.Min(levels, 600)).SelectMany(level =>
                (byte[])[0xdc, (byte)(random.Next(1, 13)), (byte)level])],
            // … a map in a map, under a key that the target may know.
            _ => [.. Enumerable.Range(0, Math.Min(levels, 600)).SelectMany(_ => (byte[])[0x81, key])],
        };
    }

    private byte[] Number(long value)
    {
        byte[] number = new byte[9];
        number[0] = random.Next(3) switch { 0 => 0xcf, 1 => 0xd3, _ => 0xcb };
        BinaryPrimitives.WriteInt64BigEndian(number.AsSpan(1), value);
        return number;
    }

    private byte[] Extension(ReadOnlySpan<byte> payload)
    {
        byte length = (byte)(random.Next(3) == 0 ? random.Next(256) : Math.Min(255, payload.Length));
        return [0xc7, length, Extensions[random.Next(Extensions.Length)], .. payload];
    }
}
