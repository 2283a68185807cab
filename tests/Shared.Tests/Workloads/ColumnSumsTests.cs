using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.ColumnSums;

namespace Cluster.Tests.Workloads;

public sealed class ColumnSumsTests
{
    // Narrow enough to fold, wide enough not to, with and without rests of registers, of four rows and of folded rows.
    public static TheoryData<int, int> Shapes => new()
    {
        { 0, 0 }, { 0, 5 }, { 5, 0 }, { 1, 1 }, { 1, 100 }, { 7, 64 }, { 8, 65 }, { 100, 1 },
        { 203, 3 }, { 500, 8 }, { 130, 63 }, { 33, 203 }, { 1000, 70 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ColumnSums_GeneratedMatrix_GivesTheSumOfEachColumn(int rows, int columns)
    {
        foreach (string order in new[] { "fortran", "c" })
        {
            var matrix = new double[rows * columns];
            new UniformGenerator(4, (uint)RandomStream.FirstInput).Fill(0, matrix);
            double[] expected = [.. Enumerable.Range(0, columns).Select(column => Reference.CompensatedSum(Enumerable.Range(0, rows)
                .Select(row => matrix[order == "c" ? (row * columns) + column : (column * rows) + row])))];
            foreach (long? chunkSize in new long?[] { null, 1, 13 })
            {
                JobResult result = new InProcessRun(new ColumnSumsDefinition())
                    .With(("rows", (long)rows), ("columns", (long)columns), ("order", order)).WithSeed(4).WithChunkSize(chunkSize).Result();
                double[] sums = result.Field<double[]>("columns");
                Assert.Equal(columns, sums.Length);
                for (int i = 0; i < columns; i++) Assert.Equal(expected[i], sums[i], 1e-12 * expected[i]);
                Assert.Equal(expected.Sum(), result.Field<double>("total"), 1e-12 * expected.Sum());
                Assert.Equal("columns", result.ArrayField);
                Assert.Equal(ArrayLayout.Vector(ElementType.Float64, columns), result.ArrayLayout);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ColumnSums_IntegerFiles_AreExactForEveryChunkSize(int rows, int columns)
    {
        foreach (ArrayOrder order in new[] { ArrayOrder.C, ArrayOrder.Fortran })
        {
            // Both halves of 64 bits are at work, and yet the sums fit.
            AssertSums(order, rows, columns, ElementType.Int64,
                (row, column) => (row + column) % 2 == 0 ? long.MaxValue - 1_000_000 + (row % 3) : long.MinValue + 1_000_000 + (column % 5),
                value => value);
            AssertSums(order, rows, columns, ElementType.Int32,
                (row, column) => row % 5 == 0 ? int.MinValue : int.MaxValue - column, value => value);
            AssertSums(order, rows, columns, ElementType.Int16,
                (row, column) => (short)(short.MinValue + column + (row % 2)), value => value);
            AssertSums(order, rows, columns, ElementType.UInt8, (row, column) => (byte)(255 - ((row + column) % 7)), value => value);
            AssertSums(order, rows, columns, ElementType.Boolean, (row, column) => (byte)((row + column) % 3), value => value == 0 ? 0 : 1);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ColumnSums_SinglePrecisionFile_SumsInDoublePrecision(int rows, int columns)
    {
        foreach (ArrayOrder order in new[] { ArrayOrder.C, ArrayOrder.Fortran })
        {
            float[] elements = Matrix(order, rows, columns, (row, column) => row + (column / 4f));
            JobResult result = new InProcessRun(new ColumnSumsDefinition())
                .WithFile(ArrayLayout.Matrix(ElementType.Float32, rows, columns, order), elements).WithChunkSize(17).Result();
            double[] expected = [.. Enumerable.Range(0, columns).Select(column => (rows * (rows - 1) / 2.0) + (rows * column / 4.0))];
            Assert.Equal(expected, result.Field<double[]>("columns"));
            Assert.Equal(expected.Sum(), result.Field<double>("total"));
        }
    }

    [Fact]
    public void ColumnSums_CopiedChunks_GiveTheSameBits()
    {
        foreach (string order in new[] { "fortran", "c" })
        {
            InProcessRun run = new InProcessRun(new ColumnSumsDefinition())
                .With(("rows", 777L), ("columns", 91L), ("order", order)).WithChunkSize(50);
            string inPlace = run.Result().Bits();
            Assert.Equal(inPlace, run.WithCopiedChunks().Result().Bits());
        }
    }

    [Fact]
    public void ColumnSums_FortranOrder_DoesNotDependOnTheChunkSize()
    {
        InProcessRun run = new InProcessRun(new ColumnSumsDefinition()).With(("rows", 777L), ("columns", 91L));
        Assert.Equal(run.WithChunkSize(1).Result().Bits(), run.WithChunkSize(40).Result().Bits());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    public void ColumnSums_RowsInAnyOrderOfMagnitude_AddInTheDocumentedOrder(int columns)
    {
        // Plain code for the order of additions, so that the bits are pinned for every instruction set.
        const int Rows = 1003;
        var random = new Random(8);
        double[] matrix = [.. Enumerable.Range(0, Rows * columns)
            .Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-15, 16)))];
        int fold = RowFolding.RowsPerWideRow(columns), width = fold * columns, wideRows = Rows / fold;
        var wide = new double[width];
        int row = 0;
        for (; row + 4 <= wideRows; row += 4)
            for (int i = 0; i < width; i++)
            {
                double At(int r) => matrix[((row + r) * width) + i];
                wide[i] += (At(0) + At(1)) + (At(2) + At(3));
            }

        for (; row < wideRows; row++)
            for (int i = 0; i < width; i++) wide[i] += matrix[(row * width) + i];
        var expected = new double[columns];
        for (int i = 0; i < width; i++) expected[i % columns] += wide[i];
        int rest = wideRows * width, last = 0;
        for (; (Rows % fold) - last >= 4; last += 4)
            for (int i = 0; i < columns; i++)
            {
                double At(int r) => matrix[rest + ((last + r) * columns) + i];
                expected[i] += (At(0) + At(1)) + (At(2) + At(3));
            }

        for (; last < Rows % fold; last++)
            for (int i = 0; i < columns; i++) expected[i] += matrix[rest + (last * columns) + i];

        JobResult result = new InProcessRun(new ColumnSumsDefinition())
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, Rows, columns, ArrayOrder.C), matrix).WithChunkSize(Rows).Result();
        Assert.Equal(expected, result.Field<double[]>("columns"));
    }

    [Fact]
    public void ColumnSums_VectorFile_IsOneColumn()
    {
        double[] elements = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        JobResult result = new InProcessRun(new ColumnSumsDefinition())
            .WithFile(ArrayLayout.Vector(ElementType.Float64, 1000), elements).WithChunkSize(300).Result();
        Assert.Equal([499_500.0], result.Field<double[]>("columns"));
    }

    [Fact]
    public void ColumnSums_NaNAndInfinity_StayInTheirColumn()
    {
        foreach (ArrayOrder order in new[] { ArrayOrder.C, ArrayOrder.Fortran })
        {
            double[] elements = Matrix(order, 100, 66, (row, column) => (row, column) switch
            {
                (_, 0) => 1,
                (50, 1) => -double.NaN,
                (10, 2) => double.PositiveInfinity,
                (10, 3) => double.PositiveInfinity,
                (90, 3) => double.NegativeInfinity,
                _ => 1.0,
            });
            double[] sums = new InProcessRun(new ColumnSumsDefinition())
                .WithFile(ArrayLayout.Matrix(ElementType.Float64, 100, 66, order), elements).WithChunkSize(30)
                .Result().Field<double[]>("columns");
            Assert.Equal(
                new[] { 100, double.NaN, double.PositiveInfinity, double.NaN, 100 }.Select(BitConverter.DoubleToInt64Bits),
                sums[..5].Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void ColumnSums_ColumnBeyond64Bits_IsAnErrorThatNamesTheColumn()
    {
        foreach (ArrayOrder order in new[] { ArrayOrder.C, ArrayOrder.Fortran })
        {
            long[] elements = Matrix(order, 4, 3, (row, column) => column == 2 ? long.MinValue : 1);
            InProcessRun run = new InProcessRun(new ColumnSumsDefinition())
                .WithFile(ArrayLayout.Matrix(ElementType.Int64, 4, 3, order), elements);
            string message = Assert.Throws<OverflowException>(run.Result).Message;
            Assert.StartsWith("column 2: the sum -36893488147419103232", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ArrayOrder.Fortran, 17, 589)] // 4 MiB are 17 columns of 240,000 bytes
    [InlineData(ArrayOrder.C, 256, 118)] // 256 times the 80,000 bytes of a partial
    public void Plan_DefaultMatrix_HasChunksOfTheDocumentedSize(ArrayOrder order, long size, int count)
    {
        ChunkPlan plan = new ColumnSumsJob(ArrayLayout.Matrix(ElementType.Float64, 30_000, 10_000, order)).Plan(null);
        Assert.Equal((size, count), (plan.Size, plan.Count));
    }

    [Theory]
    [InlineData("rows", -1L, 1L, "c")]
    [InlineData("columns", 1L, -1L, "c")]
    [InlineData("rows", 1L << 32, 1L << 30, "fortran")]
    [InlineData("columns", 1L, 1L << 28, "c")]
    [InlineData("columns", 1L, 1L << 31, "fortran")]
    public void ColumnSums_ShapeOutOfRange_IsRefused(string option, long rows, long columns, string order)
    {
        var thrown = Assert.Throws<JobParameterException>(() =>
            new InProcessRun(new ColumnSumsDefinition()).With(("rows", rows), ("columns", columns), ("order", order)).Result());
        Assert.Equal(option, thrown.Option);
    }

    [Fact]
    public void DescribeInputs_FileOfTooManyColumns_NamesTheRemedy()
    {
        Assert.Contains("Fortran", Refusal(ArrayLayout.Matrix(ElementType.UInt8, 2, 1L << 30, ArrayOrder.C)), StringComparison.Ordinal);
        Assert.Contains("split", Refusal(ArrayLayout.Matrix(ElementType.UInt8, 2, 1L << 31, ArrayOrder.Fortran)), StringComparison.Ordinal);
        Assert.Null(Refusal(ArrayLayout.Matrix(ElementType.UInt8, 2, 1L << 30, ArrayOrder.Fortran)));
        Assert.Null(Refusal(ArrayLayout.Vector(ElementType.Float64, 1L << 40)));

        static string? Refusal(ArrayLayout layout) => FileRefusal.Of(new ColumnSumsDefinition(), layout);
    }

    private static void AssertSums<T>(
        ArrayOrder order, int rows, int columns, ElementType type, Func<int, int, T> element, Func<T, long> value)
        where T : unmanaged
    {
        T[] elements = Matrix(order, rows, columns, element);
        var expected = new long[columns];
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++) expected[column] = unchecked(expected[column] + value(element(row, column)));

        foreach (long? size in new long?[] { null, 1, 9 })
        {
            JobResult result = new InProcessRun(new ColumnSumsDefinition())
                .WithFile(ArrayLayout.Matrix(type, rows, columns, order), elements).WithChunkSize(size)
                .WithCopiedChunks(size == 9).Result();
            Assert.Equal(expected, result.Field<long[]>("columns"));
            Assert.Equal(expected.Aggregate((Int128)0, (sum, column) => sum + column), result.Field<long>("total"));
            Assert.Equal(ArrayLayout.Vector(ElementType.Int64, columns), result.ArrayLayout);
        }
    }

    private static T[] Matrix<T>(ArrayOrder order, int rows, int columns, Func<int, int, T> element)
    {
        var matrix = new T[rows * columns];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                matrix[order == ArrayOrder.C ? (row * columns) + column : (column * rows) + row] = element(row, column);
        return matrix;
    }
}
