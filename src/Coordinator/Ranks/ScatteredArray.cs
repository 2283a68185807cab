using Cluster.Coordinator.Files;

namespace Cluster.Coordinator.Ranks;

/// <summary>An array in a file that only rank 0 sees: what is needed of it, this rank asks for.</summary>
/// <param name="path">As the user named it.</param>
/// <param name="file">What rank 0 says of it.</param>
/// <param name="fetch">Asks rank 0: option, offset, where the bytes go.</param>
internal sealed class ScatteredArray(string path, SharedFile file, Action<string, long, Memory<byte>> fetch)
    : InputArray(new InputFileIdentity(path, file.Length, file.Modified, Inode: null), file.Layout)
{
    // Threads that fill an array ask one after the other: there is one way to rank 0.
    private readonly Lock _gate = new();

    /// <summary>It is not a file of this machine.</summary>
    public override long? MappableOffset => null;

    /// <summary>Rank 0 looks.</summary>
    public override void VerifyUnchanged()
    {
    }

    public override void Dispose()
    {
    }

    protected override void Copy(Span<byte> destination, long offset)
    {
        byte[] bytes = new byte[destination.Length];
        lock (_gate) fetch(file.Option, offset, bytes);
        bytes.CopyTo(destination);
    }
}
