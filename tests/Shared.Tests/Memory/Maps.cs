using System.Globalization;

namespace Cluster.Tests.Memory;

/// <summary>What the kernel says of this process's mappings.</summary>
internal static class Maps
{
    /// <summary>The protection of the mapping that <paramref name="address"/> lies in: <c>r--s</c> is shared and for reading only.</summary>
    internal static string Protection(nint address)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] parts = line.Split([' ', '-'], 4);
            if (nint.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) <= address && address < nint.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                return line.Split(' ')[1];
        }

        return "unmapped";
    }
}
