using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Tests.Workloads.Kernels;

public sealed class PanelsTests
{
    [Fact]
    public void Pack_EveryTypeAndOrder_InterleavesLinesAndFillsUpWithZeros()
    {
        AssertPacked(ElementType.Float64, i => i + 0.5, value => value);
        AssertPacked(ElementType.Float32, i => i + 0.25f, value => value);
        AssertPacked(ElementType.Int64, i => long.MaxValue - (i * 10_000L), value => value);
        AssertPacked(ElementType.Int32, i => int.MinValue + i, value => value);
        AssertPacked(ElementType.Int16, i => (short)(short.MinValue + i), value => value);
        AssertPacked(ElementType.UInt8, i => (byte)i, value => value);
        AssertPacked(ElementType.Boolean, i => (byte)(i % 3), value => value == 0 ? 0 : 1);
    }

    private static unsafe void AssertPacked<T>(ElementType type, Func<int, T> element, Func<T, double> value)
        where T : unmanaged
    {
        const int Start = 2, Depth = 5, Length = 9;
        foreach (int width in new[] { Panels.Rows, Panels.Columns })
            foreach (int count in new[] { 0, 1, 7, 8, 23, 24, 25, 50 })
                foreach (ArrayOrder order in new[] { ArrayOrder.C, ArrayOrder.Fortran })
                {
                    var layout = ArrayLayout.Matrix(type, count, Length, order);
                    T[] matrix = [.. Enumerable.Range(0, count * Length).Select(element)];
                    int panels = (count + width - 1) / width;
                    var packed = new double[panels * width * Depth];
                    Array.Fill(packed, double.NaN);
                    fixed (T* source = matrix)
                    fixed (double* destination = packed)
                    {
                        Lines lines = Lines.RowsOf(new ArrayView((nint)source, layout, layout.Slices, 1));
                        Panels.Pack(lines, Start, Depth, width, destination);
                    }

                    for (int line = 0; line < panels * width; line++)
                        for (int k = 0; k < Depth; k++)
                        {
                            int at = order == ArrayOrder.C ? (line * Length) + Start + k : ((Start + k) * count) + line;
                            double expected = line < count ? value(matrix[at]) : 0;
                            Assert.Equal(expected, packed[(((line / width * Depth) + k) * width) + (line % width)]);
                        }
                }
    }
}
