using System.Globalization;
using System.Text;
using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>The header of a <c>.npy</c> file, as NumPy writes it.</summary>
/// <remarks>Source of the format: <c>numpy/lib/format.py</c>.</remarks>
internal static class NpyFormat
{
    //  0                   6       7       8                10 (version 1) or 12 (2 and 3)
    //  | 93 'N' 'U' 'M' 'P' 'Y' | major | minor | header length   | dictionary, spaces, '\n' | data
    //                                             little-endian     ASCII (3: UTF-8)           at a multiple of 64
    public const int MagicLength = 6;

    public const int VersionEnd = 8;

    private const int Alignment = 64;

    // NumPy leaves as many spaces as let the slow axis grow to any 64-bit length in place; without them some headers end 64 bytes earlier.
    private const int GrowthAxisDigits = 21;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Everything before the data.</summary>
    /// <remarks>
    /// Always version 1.0: two lengths of 64 bits and a type are far below the 65,535 bytes from which NumPy goes on to 2.0. An array that
    /// is contiguous in both orders is called C by NumPy, and so here.
    /// </remarks>
    public static byte[] WriteHeader(ArrayLayout layout)
    {
        bool fortran = layout.Order == ArrayOrder.Fortran && layout is { Rank: 2, Rows: > 1, Columns: > 1 };
        string shape = layout.Rank == 1
            ? string.Create(CultureInfo.InvariantCulture, $"({layout.Rows},)")
            : string.Create(CultureInfo.InvariantCulture, $"({layout.Rows}, {layout.Columns})");
        string slowAxis = (fortran ? layout.Columns : layout.Rows).ToString(CultureInfo.InvariantCulture);
        string order = fortran ? "True" : "False";
        string text = $"{{'descr': '{NpyElementType.Describe(layout.Type)}', 'fortran_order': {order}, 'shape': {shape}, }}"
            + new string(' ', GrowthAxisDigits - slowAxis.Length);

        int dictionaryOffset = VersionEnd + sizeof(ushort);
        int used = dictionaryOffset + text.Length + 1;
        int total = used + Alignment - used % Alignment;
        byte[] header = new byte[total];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[MagicLength], header[MagicLength + 1]) = (1, 0);
        BitConverter.TryWriteBytes(header.AsSpan(VersionEnd), (ushort)(total - dictionaryOffset));
        Encoding.ASCII.GetBytes(text, header.AsSpan(dictionaryOffset));
        header[^1] = (byte)'\n';
        return header;
    }
}
