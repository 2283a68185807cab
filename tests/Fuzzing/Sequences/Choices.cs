namespace Cluster.Fuzzing.Sequences;

/// <summary>The bytes of an input as decisions, so that a conversation is mutated, kept and repeated like any other input.</summary>
/// <param name="input">A byte for each decision; behind its end all of them are the first that there is.</param>
internal sealed class Choices(byte[] input)
{
    private int _position;

    /// <summary>Whether there are no more.</summary>
    internal bool IsOver => _position >= input.Length;

    /// <summary>A number from 0 to <paramref name="count"/> − 1.</summary>
    internal int Next(int count) => IsOver ? 0 : input[_position++] % count;

    /// <summary>A number at the border of something.</summary>
    internal long Border() => Next(10) switch
    {
        0 => 0, 1 => -1, 2 => 1, 3 => long.MinValue, 4 => long.MaxValue, 5 => int.MaxValue, 6 => int.MinValue, 7 => int.MaxValue + 1L, 8 =>
        128, _ => -long.MaxValue,
    };

    /// <summary>Some of the bytes themselves.</summary>
    internal byte[] Bytes(int most)
    {
        int count = Math.Min(Next(most + 1), input.Length - _position);
        byte[] bytes = input[_position..(_position + count)];
        _position += count;
        return bytes;
    }
}
