using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>An array that lies in a file.</summary>
/// <remarks>
/// Whoever opened it disposes of it. Any number of threads may copy at the same time. The file is expected to stay as it is:
/// <see cref="VerifyUnchanged"/> at the end of the job tells whether it did.
/// </remarks>
internal abstract class InputArray(InputFileIdentity identity, ArrayLayout layout) : IDisposable
{
    /// <summary>As the user named it.</summary>
    public string Path => Identity.Path;

    /// <summary>What the file was when it was opened.</summary>
    public InputFileIdentity Identity { get; } = identity;

    public ArrayLayout Layout { get; } = layout;

    /// <summary>Bytes of the array; those of the file are in <see cref="Identity"/>.</summary>
    public long ByteLength => Layout.ByteLength;

    /// <summary>Where in the file the bytes of the array begin, or null when they are not in the file as they are in memory.</summary>
    public abstract long? MappableOffset { get; }

    /// <summary>Names of the columns, where the file has them; otherwise empty.</summary>
    public virtual IReadOnlyList<string> ColumnNames => [];

    /// <summary>File name, layout and bytes on one line, for tables and reports.</summary>
    public string Description => $"{System.IO.Path.GetFileName(Path)}: {Layout}, {ByteLength:N0} bytes";

    /// <summary>Copies any part of the array's bytes, as the layout orders them.</summary>
    /// <param name="destination">Filled completely.</param>
    /// <param name="offset">Of the first byte, counted from the start of the array.</param>
    /// <exception cref="FileProblemException">The file became shorter, or the disk failed.</exception>
    public void CopyTo(Span<byte> destination, long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, ByteLength - offset);
        Copy(destination, offset);
    }

    /// <exception cref="FileProblemException">The file was changed, replaced or removed since it was opened.</exception>
    public virtual void VerifyUnchanged() => Identity.VerifyUnchanged();

    public abstract void Dispose();

    /// <summary>The range has been checked.</summary>
    protected abstract void Copy(Span<byte> destination, long offset);
}
