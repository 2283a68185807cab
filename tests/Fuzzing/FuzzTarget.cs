namespace Cluster.Fuzzing;

/// <summary>Something that takes bytes from where nobody vouches for them.</summary>
/// <remarks>One thread. An input gives the same outcome whenever it is tried.</remarks>
internal abstract class FuzzTarget : IDisposable
{
    /// <summary>For the command line, and the folder of its seeds in the corpus.</summary>
    public abstract string Name { get; }

    /// <summary>What an input is.</summary>
    public virtual FuzzKind Kind => FuzzKind.Payload;

    internal virtual Grammar Grammar => Grammar.MessagePack;

    /// <summary>Bytes at the start of an input that choose what the rest is taken for.</summary>
    internal virtual int Prefix => 0;

    /// <summary>Words of the target's language.</summary>
    internal virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>What mutations begin with.</summary>
    internal virtual IReadOnlyList<byte[]> Seeds => Corpus.Of(Name);

    /// <summary>Longest input that mutations may grow to.</summary>
    internal virtual int MaxLength => 4096;

    /// <summary>Bytes that may be allocated for an input.</summary>
    internal virtual long AllocationLimit(byte[] input) => (64 << 10) + (40L * input.Length);

    /// <summary>Tries an input.</summary>
    /// <returns>The value, or the documented refusal, that came of it.</returns>
    /// <exception cref="Exception">Whatever is not documented: a bug.</exception>
    internal abstract Outcome Try(byte[] input);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
