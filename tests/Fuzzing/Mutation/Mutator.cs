namespace Cluster.Fuzzing.Mutation;

/// <summary>Makes inputs of others that are kept.</summary>
/// <param name="target">Says what its inputs are like.</param>
/// <param name="random">Decides everything.</param>
internal sealed class Mutator(FuzzTarget target, Random random)
{
    private readonly List<byte[]> _kept = [];
    private readonly List<byte[]> _accepted = [];
    private readonly ByteMutations _bytes = new(random);
    private readonly MessagePackMutations _messagePack = new(random);
    private readonly FrameMutations _frames = new(random);

    internal int Kept => _kept.Count;

    /// <param name="input">To make others of.</param>
    /// <param name="accepted">Whether it was taken for a value: most of what differs a little from it gets far into the code.</param>
    internal void Keep(byte[] input, bool accepted)
    {
        _kept.Add(input);
        if (accepted) _accepted.Add(input);
    }

    /// <summary>An input that is like one of those that are kept.</summary>
    internal byte[] Next()
    {
        List<byte[]> from = _accepted.Count > 0 && random.Next(2) == 0 ? _accepted : _kept;
        byte[] input = from[random.Next(from.Count)];
        // Half of all are a single mutation.
        for (int steps = 1 << Math.Max(0, random.Next(6) - 2); steps > 0; steps--) input = Step(input);
        return input.Length <= target.MaxLength ? input : input[..target.MaxLength];
    }

    private byte[] Step(byte[] input)
    {
        int prefix = Math.Min(target.Prefix, input.Length);
        if (prefix > 0 && random.Next(8) == 0)
        {
            byte[] other = [.. input];
            other[random.Next(prefix)] = (byte)random.Next(256);
            return other;
        }

        byte[] body = input[prefix..];
        byte[] mutated = random.Next(3) == 0 ? Any(body) : target.Grammar switch
        {
            Grammar.MessagePack => _messagePack.Mutate(body),
            Grammar.Frames => _frames.Mutate(body),
            Grammar.Text => Word(body),
            _ => Any(body),
        };
        return prefix == 0 ? mutated : [.. input.AsSpan(0, prefix), .. mutated];
    }

    private byte[] Any(byte[] body) => random.Next(10) == 0 ? Splice(body) : _bytes.Mutate(body);

    // The start of one and the end of another.
    private byte[] Splice(byte[] body)
    {
        byte[] other = _kept[random.Next(_kept.Count)];
        int from = Math.Min(target.Prefix, other.Length);
        from = random.Next(from, other.Length + 1);
        return [.. body.AsSpan(0, random.Next(body.Length + 1)), .. other.AsSpan(from)];
    }

    private byte[] Word(byte[] body)
    {
        if (target.Words.Count == 0) return _bytes.Mutate(body);
        byte[] word = target.Words[random.Next(target.Words.Count)];
        int at = random.Next(body.Length + 1);
        int replaced = random.Next(2) == 0 ? 0 : Math.Min(body.Length - at, random.Next(word.Length + 1));
        return [.. body.AsSpan(0, at), .. word, .. body.AsSpan(at + replaced)];
    }
}
