using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>An array in NumPy's own file format; its bytes lie in the file as they do in memory.</summary>
internal sealed class NpyArray : InputArray
{
    private readonly SafeFileHandle _file;
    private readonly long _dataOffset;

    private NpyArray(InputFileIdentity identity, NpyHeader header, SafeFileHandle file)
        : base(identity, header.Layout) => (_file, _dataOffset) = (file, header.DataOffset);

    public override long? MappableOffset => _dataOffset;

    /// <summary>Reads the header and checks that the file is as long as it says. The array owns the file from then on.</summary>
    public static InputArray Read(string path, SafeFileHandle file)
    {
        InputFileIdentity identity = InputFileIdentity.Capture(path, file);
        NpyHeader header = NpyHeaderReader.Read(path, file, identity.Length);
        long held = identity.Length - header.DataOffset, needed = header.Layout.ByteLength;
        if (held < needed)
            throw new FileProblemException(path, $"truncated: holds {held:N0} of {needed:N0} bytes", "copy or save the file again");
        if (held > needed)
            throw new FileProblemException(
                path,
                $"{held - needed:N0} bytes follow the array's {needed:N0}, from byte {header.DataOffset + needed:N0}",
                "save one array to a file");
        return new NpyArray(identity, header, file);
    }

    public override void Dispose() => _file.Dispose();

    protected override void Copy(Span<byte> destination, long offset) => FileBytes.Copy(Identity, _file, destination, _dataOffset + offset);
}
