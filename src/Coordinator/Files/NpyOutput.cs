using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>A <c>.npy</c> file on its way, written piece by piece.</summary>
/// <remarks>
/// One thread. Until <see cref="Commit"/> the target is as it was; disposing without it leaves nothing behind. Made by
/// <see cref="NpyWriter.Create"/>.
/// </remarks>
internal sealed class NpyOutput : IDisposable
{
    private readonly TemporaryFile _file;
    private long _missing;

    public NpyOutput(string path, ArrayLayout layout)
    {
        byte[] header = NpyFormat.WriteHeader(layout);
        if (layout.ByteLength > long.MaxValue - header.Length)
            throw new FileProblemException(path, $"an array of {layout.ByteLength:N0} bytes fits in no file", "write fewer elements");
        _missing = layout.ByteLength;
        _file = TemporaryFile.Create(path, header.Length + layout.ByteLength);
        try
        {
            _file.Write(header);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The next bytes of the array, in the layout's order; as many and as few as the caller likes.</summary>
    /// <exception cref="FileProblemException">The disk is full or failed.</exception>
    public void Append(ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, _missing);
        _file.Write(data);
        _missing -= data.Length;
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="InvalidOperationException">Bytes of the array are missing.</exception>
    /// <exception cref="FileProblemException">The disk is full or failed; the target is as it was.</exception>
    public void Commit()
    {
        if (_missing > 0) throw new InvalidOperationException($"{_missing} bytes of the array have not been written");
        _file.Replace();
    }

    public void Dispose() => _file.Dispose();
}
