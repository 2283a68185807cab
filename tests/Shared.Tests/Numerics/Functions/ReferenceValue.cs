using System.Globalization;

namespace Cluster.Tests.Numerics.Functions;

/// <summary>The lines of reference-values.txt, which reference-values.py wrote.</summary>
/// <param name="X">Argument.</param>
/// <param name="Nearest">The double next to the exact result.</param>
/// <param name="Rest">Exact result minus that double, in units of its last place.</param>
internal readonly record struct ReferenceValue(double X, double Nearest, double Rest)
{
    public static IReadOnlyList<ReferenceValue> Of(string function) =>
    [
        .. from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Numerics/Functions/reference-values.txt"))
           let parts = line.Split(' ')
           where parts[0] == function
           select new ReferenceValue(Number(parts[1]), Number(parts[2]), double.Parse(parts[3], CultureInfo.InvariantCulture)),
    ];

    /// <summary>How far <paramref name="actual"/> is from the exact result, in units of the last place.</summary>
    public double Error(double actual)
    {
        double magnitude = Math.Abs(Nearest);
        double unit = Math.Min(Math.BitIncrement(magnitude) - magnitude, Math.ScaleB(1, 971));
        return Math.Abs(((actual - Nearest) / unit) - Rest);
    }

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
