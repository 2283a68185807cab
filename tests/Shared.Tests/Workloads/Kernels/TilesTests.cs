using Cluster.Workloads.DistanceMatrix;
using Cluster.Workloads.Kernels;
using Cluster.Workloads.MatrixMultiply;

namespace Cluster.Tests.Workloads.Kernels;

public sealed unsafe class TilesTests
{
    private const int Rows = Panels.Rows;
    private const int Columns = Panels.Columns;

    private delegate void Path(double* rows, double* columns, nint depth, double* tile);

    [Fact]
    public void Add_EveryPath_GivesTheBitsOfOneChain()
    {
        foreach (int depth in new[] { 0, 1, 2, 3, 7, 33, 100, 256 })
        {
            AssertPath<Product>(Tiles<Product>.Add512, depth);
            AssertPath<Product>(Tiles<Product>.Add256, depth);
            AssertPath<Product>(Tiles<Product>.AddScalar, depth);
            AssertPath<Product>(Tiles<Product>.Add, depth);
            AssertPath<EuclideanDistance>(Tiles<EuclideanDistance>.Add512, depth);
            AssertPath<EuclideanDistance>(Tiles<EuclideanDistance>.Add256, depth);
            AssertPath<EuclideanDistance>(Tiles<EuclideanDistance>.AddScalar, depth);
            AssertPath<EuclideanDistance>(Tiles<EuclideanDistance>.Add, depth);
        }
    }

    private static void AssertPath<TOperation>(Path path, int depth)
        where TOperation : struct, ITileOperation
    {
        const int Seed = 21;
        double[] rows = Values(Seed, Rows * depth), columns = Values(Seed + 1, Columns * depth), tile = Values(Seed + 2, Rows * Columns);
        double[] expected = [.. tile];
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++)
                for (int k = 0; k < depth; k++)
                {
                    ref double sum = ref expected[(row * Columns) + column];
                    sum = TOperation.Add(sum, rows[(k * Rows) + row], columns[(k * Columns) + column]);
                }

        fixed (double* r = rows, c = columns, t = tile) path(r, c, depth, t);
        Assert.True(expected.AsSpan().SequenceEqual(tile), $"{path.Method.Name} of {typeof(TOperation).Name}, depth {depth}, seed {Seed}");
    }

    // Magnitudes from 10⁻¹⁵ to 10¹⁵ and both signs: any other order of additions gives other bits.
    private static double[] Values(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-15, 16)))];
    }
}
