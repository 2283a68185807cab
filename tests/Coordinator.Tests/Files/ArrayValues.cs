using System.Runtime.InteropServices;
using Cluster.Numerics;

namespace Cluster.Coordinator.Files;

/// <summary>Reads an array's bytes back as numbers, the slow and obvious way.</summary>
internal static class ArrayValues
{
    public static byte[] Bytes(InputArray array)
    {
        byte[] bytes = new byte[array.ByteLength];
        array.CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>All elements, row by row, whatever the order in memory.</summary>
    public static double[] Rows(InputArray array)
    {
        byte[] bytes = Bytes(array);
        ArrayLayout layout = array.Layout;
        double[] values = new double[layout.Length];
        for (long row = 0; row < layout.Rows; row++)
        {
            for (long column = 0; column < layout.Columns; column++)
            {
                long place = layout.Order == ArrayOrder.Fortran ? column * layout.Rows + row : row * layout.Columns + column;
                values[row * layout.Columns + column] = Element(bytes, layout.Type, (int)place);
            }
        }
        return values;
    }

    private static double Element(byte[] bytes, ElementType type, int index) => type switch
    {
        ElementType.Float64 => MemoryMarshal.Cast<byte, double>(bytes)[index],
        ElementType.Float32 => MemoryMarshal.Cast<byte, float>(bytes)[index],
        ElementType.Int64 => MemoryMarshal.Cast<byte, long>(bytes)[index],
        ElementType.Int32 => MemoryMarshal.Cast<byte, int>(bytes)[index],
        ElementType.Int16 => MemoryMarshal.Cast<byte, short>(bytes)[index],
        _ => bytes[index],
    };
}
