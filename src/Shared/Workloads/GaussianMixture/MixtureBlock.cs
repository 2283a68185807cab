namespace Cluster.Workloads.GaussianMixture;

/// <summary>The working memory of one block of points; all of it stays in the first-level cache.</summary>
/// <remarks>
/// <code>
/// coordinates | d × width     point after point within a coordinate
/// energies    | k × width     −log(w·N), then e^(least − energy): the responsibility times the sum
/// least       | width         the smallest energy of a point
/// sum         | width         of the exponentials, then its inverse
/// shifted     | d × width     coordinates minus a component's mean    (not for d = 2)
/// weighted    | d × width     the same times the responsibility       (not for d = 2)
/// </code>
/// </remarks>
internal readonly unsafe struct MixtureBlock
{
    /// <summary>Doubles that <see cref="MixtureBlock(MixtureShape, double*)"/> needs, at most.</summary>
    public const int MostDoubles = (8 * 2048) + LineDoubles;

    // 38 KiB for two dimensions and four components.
    private const int Target = 8 * 608;
    private const int WidestBlock = 512;

    // A register that lies across two cache lines is read twice.
    private const int LineDoubles = 8;

    public MixtureBlock(MixtureShape shape, double* memory)
    {
        (Width, int d) = (WidthOf(shape), shape.Dimensions);
        Coordinates = (double*)(((nuint)memory + 63) & ~(nuint)63);
        Energies = Coordinates + (d * Width);
        Least = Energies + (shape.Components * Width);
        Sum = Least + Width;
        Shifted = Sum + Width;
        Weighted = Shifted + (d * Width);
    }

    /// <summary>Points of a block; a multiple of eight.</summary>
    public int Width { get; }

    public double* Coordinates { get; }

    public double* Energies { get; }

    public double* Least { get; }

    public double* Sum { get; }

    public double* Shifted { get; }

    public double* Weighted { get; }

    /// <summary>Depends on the shape only, and so does the order of additions.</summary>
    public static int WidthOf(MixtureShape shape)
    {
        int arrays = shape.Components + 2 + (shape.Dimensions * (shape.Dimensions == 2 ? 1 : 3));
        return Math.Clamp(Target / arrays / 8 * 8, 8, WidestBlock);
    }
}
