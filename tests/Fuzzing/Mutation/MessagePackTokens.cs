using System.Buffers.Binary;

namespace Cluster.Fuzzing.Mutation;

/// <summary>Where the values of a MessagePack text begin and end, as far as it is one.</summary>
/// <remarks>Written apart from the reader under test, so that both would have to be wrong in the same way.</remarks>
internal static class MessagePackTokens
{
    /// <param name="Start">Of the marker.</param>
    /// <param name="Header">Bytes of marker and length, or of a whole number.</param>
    /// <param name="Payload">Bytes behind it that belong to no other token.</param>
    internal readonly record struct Token(int Start, int Header, int Payload)
    {
        internal int Length => Header + Payload;

        internal int End => Start + Length;
    }

    /// <summary>All tokens, flat: the elements of an array come behind it as tokens of their own.</summary>
    internal static List<Token> Of(ReadOnlySpan<byte> text)
    {
        var tokens = new List<Token>();
        for (int at = 0; at < text.Length;)
        {
            Token token = At(text, at);
            if (token.Payload < 0 || (long)token.Header + token.Payload > text.Length - at) token = new Token(at, 1, 0);
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    private static Token At(ReadOnlySpan<byte> text, int at)
    {
        byte marker = text[at];
        ReadOnlySpan<byte> rest = text[(at + 1)..];
        return marker switch
        {
            >= 0xa0 and <= 0xbf => new Token(at, 1, marker & 0x1f),
            0xc4 or 0xd9 => new Token(at, 2, Number(rest, 1)),
            0xc5 or 0xda => new Token(at, 3, Number(rest, 2)),
            0xc6 or 0xdb => new Token(at, 5, Number(rest, 4)),
            0xc7 => new Token(at, 3, Number(rest, 1)),
            0xc8 => new Token(at, 4, Number(rest, 2)),
            0xc9 => new Token(at, 6, Number(rest, 4)),
            0xca or 0xce or 0xd2 => new Token(at, 5, 0),
            0xcb or 0xcf or 0xd3 => new Token(at, 9, 0),
            0xcc or 0xd0 => new Token(at, 2, 0),
            0xcd or 0xd1 or 0xdc or 0xde => new Token(at, 3, 0),
            >= 0xd4 and <= 0xd8 => new Token(at, 2, 1 << (marker - 0xd4)),
            0xdd or 0xdf => new Token(at, 5, 0),
            _ => new Token(at, 1, 0),
        };
    }

    private static int Number(ReadOnlySpan<byte> bytes, int size) => bytes.Length < size ? -1 : size switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        _ => BinaryPrimitives.ReadInt32BigEndian(bytes),
    };
}
