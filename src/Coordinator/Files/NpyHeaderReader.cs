using System.Buffers.Binary;
using System.Globalization;
using Cluster.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>Reads what stands before the data of a <c>.npy</c> file, format versions 1.0, 2.0 and 3.0.</summary>
internal static class NpyHeaderReader
{
    // The longest that version 1.0 can hold. Only records with many fields go beyond it, and those are not read.
    private const int DictionaryLimit = 65_535;

    private const string SaveAgain = "save the array again with numpy.save";

    public static NpyHeader Read(string path, SafeFileHandle file, long fileLength)
    {
        if (fileLength == 0) throw new FileProblemException(path, "is empty (0 bytes)", SaveAgain);
        Span<byte> prefix = stackalloc byte[NpyFormat.VersionEnd + sizeof(uint)];
        prefix = prefix[..RandomAccess.Read(file, prefix, 0)];
        int magic = prefix[..Math.Min(prefix.Length, NpyFormat.MagicLength)].CommonPrefixLength(NpyFormat.Magic);
        if (magic < Math.Min(prefix.Length, NpyFormat.MagicLength))
            throw new FileProblemException(
                path, $"is not a .npy file: byte {magic} is 0x{prefix[magic]:x2}, not 0x{NpyFormat.Magic[magic]:x2}", SaveAgain);
        if (prefix.Length < NpyFormat.VersionEnd + sizeof(ushort)) throw Truncated(path, fileLength, NpyFormat.VersionEnd + sizeof(ushort));

        (byte major, byte minor) = (prefix[NpyFormat.MagicLength], prefix[NpyFormat.MagicLength + 1]);
        if (major is < 1 or > 3 || minor != 0)
            throw new FileProblemException(
                path, $"byte {NpyFormat.MagicLength}: format version {major}.{minor} is unknown; 1.0, 2.0 and 3.0 are read", SaveAgain);
        int offset = NpyFormat.VersionEnd + (major == 1 ? sizeof(ushort) : sizeof(uint));
        if (prefix.Length < offset) throw Truncated(path, fileLength, offset);
        uint length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[NpyFormat.VersionEnd..])
            : BinaryPrimitives.ReadUInt32LittleEndian(prefix[NpyFormat.VersionEnd..]);
        if (length > DictionaryLimit)
            throw new FileProblemException(
                path,
                $"byte {NpyFormat.VersionEnd}: a header of {length:N0} bytes is announced; at most {DictionaryLimit:N0} are read",
                SaveAgain);
        if (offset + length > fileLength) throw Truncated(path, fileLength, offset + length);

        byte[] dictionary = new byte[length];
        if (RandomAccess.Read(file, dictionary, offset) < length) throw Truncated(path, fileLength, offset + length);
        return new NpyHeader(Interpret(path, NpyDictionary.Parse(path, dictionary, offset)), offset + length);
    }

    private static ArrayLayout Interpret(string path, NpyDictionary fields)
    {
        ElementType type = NpyElementType.Parse(path, fields.Descr);
        string shape = fields.Shape.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"({fields.Shape[0]},)")
            : $"({string.Join(", ", fields.Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)))})";
        if (fields.Shape.Count == 0)
            throw new FileProblemException(
                path, "field 'shape': () is a single number; vectors and matrices are read", "save array.reshape(1)");
        if (fields.Shape.Count > 2)
            throw new FileProblemException(
                path,
                $"field 'shape': {shape} has {fields.Shape.Count} dimensions; vectors and matrices are read",
                "save array.reshape(len(array), -1)");

        // Each length by itself as well: (0, 2⁶²) has no elements, but a row of it could not be addressed.
        Int128 bytes = type.Size();
        foreach (Int128 length in fields.Shape)
        {
            if (length < 0) throw new FileProblemException(path, $"field 'shape': {shape} has a negative length", SaveAgain);
            if (length > long.MaxValue / type.Size()) throw TooLarge(path, shape);
            bytes *= length;
        }
        if (bytes > long.MaxValue) throw TooLarge(path, shape);

        long rows = (long)fields.Shape[0];
        return fields.Shape.Count == 1
            ? ArrayLayout.Vector(type, rows)
            : ArrayLayout.Matrix(type, rows, (long)fields.Shape[1], fields.FortranOrder ? ArrayOrder.Fortran : ArrayOrder.C);
    }

    private static FileProblemException TooLarge(string path, string shape) =>
        new(path, $"field 'shape': {shape} is more than 2^63 bytes", SaveAgain);

    private static FileProblemException Truncated(string path, long fileLength, long needed) =>
        new(path, $"truncated header: ends at byte {fileLength:N0} of {needed:N0}", "copy or save the file again");
}
