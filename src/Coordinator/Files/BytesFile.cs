using Cluster.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>A file of any kind as the vector of its bytes.</summary>
internal sealed class BytesFile : InputArray
{
    private readonly SafeFileHandle _file;

    private BytesFile(InputFileIdentity identity, SafeFileHandle file)
        : base(identity, ArrayLayout.Vector(ElementType.UInt8, identity.Length)) => _file = file;

    /// <summary>Null for an empty file, of which there is nothing to map.</summary>
    public override long? MappableOffset => ByteLength > 0 ? 0 : null;

    /// <summary>The array owns the file from then on.</summary>
    public static InputArray Read(string path, SafeFileHandle file) => new BytesFile(InputFileIdentity.Capture(path, file), file);

    public override void Dispose() => _file.Dispose();

    protected override void Copy(Span<byte> destination, long offset) => FileBytes.Copy(Identity, _file, destination, offset);
}
