using System.Runtime.InteropServices;
using Cluster.Demonstrations.Oversubscribe;
using Cluster.Numerics;
using Cluster.TestKit;

namespace Cluster.Tests.Demonstrations;

public sealed class MatrixOfThreadsTests
{
    private const int Dimensions = 3;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(7, 1)]
    [InlineData(7, 3)]
    [InlineData(7, 16)]
    public void Fill_AnyDivision_GivesTheSameBits(int size, int threads)
    {
        SeededRandom random = SeededRandom.Create();
        double[] points = GC.AllocateArray<double>(size * Dimensions, pinned: true);
        for (int i = 0; i < points.Length; i++) points[i] = random.NextDouble();
        var layout = ArrayLayout.Matrix(ElementType.Float64, size, Dimensions, ArrayOrder.C);
        var view = new ArrayView(Marshal.UnsafeAddrOfPinnedArrayElement(points, 0), layout, size, Step: 1);
        double expected = 0;
        for (int a = 0; a < size; a++)
            for (int b = 0; b < size; b++) expected += Distance(points, a, b);

        var (byTeam, byRow, byCell) = (new MatrixOfThreads(view, size), new MatrixOfThreads(view, size), new MatrixOfThreads(view, size));
        Assert.Equal((threads - 1, size, size * size), (byTeam.FillByTeam(threads), byRow.FillByRow(threads), byCell.FillByCell(threads)));
        Assert.Equal((expected, expected, expected), (byTeam.Sum(), byRow.Sum(), byCell.Sum()));
        GC.KeepAlive(points);
    }

    private static double Distance(double[] points, int a, int b)
    {
        double sum = 0;
        for (int k = 0; k < Dimensions; k++)
        {
            double difference = points[(a * Dimensions) + k] - points[(b * Dimensions) + k];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
