using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.MatrixMultiply;

namespace Cluster.Tests.Workloads;

public sealed class MatrixMultiplyTests
{
    // Below, at and beyond the sizes of tiles (8 × 24), groups (192 columns), depths (256) and blocks (512 rows).
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 0, 0 }, { 0, 3, 4 }, { 3, 0, 4 }, { 3, 4, 0 }, { 1, 1, 1 }, { 2, 2, 2 }, { 7, 7, 7 }, { 8, 1, 24 }, { 33, 33, 33 },
        { 100, 100, 100 }, { 9, 256, 25 }, { 17, 257, 47 }, { 16, 513, 48 }, { 5, 40, 192 }, { 10, 30, 193 }, { 24, 300, 400 },
        { 512, 3, 5 }, { 530, 12, 31 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MatrixMultiply_AnyShapeAndChunkSize_GivesTheBitsOfThePlainLoop(int rows, int depth, int columns)
    {
        double[] left = Values(1, rows * depth), right = Values(2, depth * columns);
        double[] expected = Multiply(left, right, rows, depth, columns);
        string? bits = null;
        foreach (long? chunkSize in new long?[] { null, 1, 7, 8, 100, 1L << 40 })
        {
            InProcessRun run = Run(left, right, rows, depth, columns).WithChunkSize(chunkSize).WithCopiedChunks(chunkSize == 7);
            JobResult result = run.Result();
            Assert.True(expected.AsSpan().SequenceEqual(run.Output), $"chunks of {chunkSize}");
            Assert.Equal([rows, columns], result.Field<long[]>("shape"));
            double magnitude = expected.Sum(Math.Abs);
            Assert.Equal(Reference.CompensatedSum(expected), result.Field<double>("sum"), 1e-12 * magnitude);
            Assert.Equal(bits ??= result.Bits(), result.Bits());
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MatrixMultiply_EitherMatrixInFortranOrder_GivesTheSameBits(int rows, int depth, int columns)
    {
        double[] left = Values(3, rows * depth), right = Values(4, depth * columns);
        double[] leftColumns = Transposed(left, rows, depth), rightColumns = Transposed(right, depth, columns);
        double[] expected = Multiply(left, right, rows, depth, columns);
        foreach (long? chunkSize in new long?[] { null, 1, 7 })
        {
            AssertOutput(Run(left, rightColumns, rows, depth, columns, ArrayOrder.Fortran));
            AssertOutput(Run(leftColumns, right, rows, depth, columns, leftOrder: ArrayOrder.Fortran));
            AssertOutput(Run(leftColumns, rightColumns, rows, depth, columns, ArrayOrder.Fortran, ArrayOrder.Fortran));

            void AssertOutput(InProcessRun run)
            {
                run.WithChunkSize(chunkSize).WithCopiedChunks(chunkSize == 7).Result();
                Assert.True(expected.AsSpan().SequenceEqual(run.Output), $"chunks of {chunkSize}");
            }
        }
    }

    [Fact]
    public void MatrixMultiply_GeneratedMatrices_ComeOfTwoStreams()
    {
        const int Size = 65;
        double[] left = new double[Size * Size], right = new double[Size * Size];
        new UniformGenerator(5, (uint)RandomStream.FirstInput).Fill(0, left);
        new UniformGenerator(5, (uint)RandomStream.SecondInput).Fill(0, right);
        InProcessRun run = new InProcessRun(new MatrixMultiplyDefinition()).With(("size", (long)Size)).WithSeed(5).WithChunkSize(20);
        run.Result();
        Assert.Equal(Multiply(left, right, Size, Size, Size), run.Output);
    }

    [Fact]
    public void MatrixMultiply_WholeNumbers_IsExact()
    {
        // (i + 1)·(k + 1) by (k + 1)·(j + 1) is (i + 1)·(j + 1)·Σ (k + 1)².
        const int Rows = 50, Depth = 600, Columns = 70;
        double[] left = [.. Enumerable.Range(0, Rows * Depth).Select(i => ((i / Depth) + 1.0) * ((i % Depth) + 1))];
        double[] right = [.. Enumerable.Range(0, Depth * Columns).Select(i => ((i / Columns) + 1.0) * ((i % Columns) + 1))];
        const double Squares = Depth * (Depth + 1.0) * ((2 * Depth) + 1) / 6;
        InProcessRun run = Run(left, right, Rows, Depth, Columns);
        double sum = run.Result().Field<double>("sum");
        Assert.Equal(Enumerable.Range(0, Rows * Columns).Select(i => ((i / Columns) + 1) * ((i % Columns) + 1) * Squares), run.Output);
        Assert.Equal(Rows * (Rows + 1) / 2.0 * (Columns * (Columns + 1) / 2.0) * Squares, sum);
    }

    [Fact]
    public void MatrixMultiply_NaNAndInfinity_StayInTheirRowsAndColumns()
    {
        const int Size = 35;
        double[] left = [.. Enumerable.Repeat(1.0, Size * Size)], right = [.. Enumerable.Repeat(1.0, Size * Size)];
        left[3 * Size] = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000001234));
        left[34 * Size] = double.PositiveInfinity;
        right[33] = double.NegativeInfinity;
        right[34] = 0;
        InProcessRun run = Run(left, right, Size, Size, Size);
        JobResult result = run.Result();
        for (int i = 0; i < Size; i++)
            for (int j = 0; j < Size; j++)
            {
                double expected = (i, j) switch
                {
                    (3, _) or (34, 34) => double.NaN,
                    (34, 33) or (_, 33) => double.NegativeInfinity,
                    (34, _) => double.PositiveInfinity,
                    (_, 34) => Size - 1,
                    _ => Size,
                };
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(run.Output[(i * Size) + j]));
            }

        Assert.Equal(BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(result.Field<double>("sum")));
    }

    [Fact]
    public async Task MatrixMultiply_AgainstNumPy_AgreesToRounding()
    {
        const int Rows = 130, Depth = 290, Columns = 210;
        double[] left = Values(6, Rows * Depth, powers: 1), right = Values(7, Depth * Columns, powers: 1);
        double[] theirs = await PythonReference.ComputeAsync(
            "numpy",
            $"a, b = x[:{Rows * Depth}].reshape({Rows}, {Depth}), x[{Rows * Depth}:].reshape({Depth}, {Columns}); y = a @ b",
            [.. left, .. right]);
        InProcessRun run = Run(left, right, Rows, Depth, Columns);
        run.Result();
        Assert.Equal(theirs.Length, run.Output.Length);
        for (int i = 0; i < theirs.Length; i++) Assert.Equal(theirs[i], run.Output[i], 1e-13 * Depth);
    }

    [Theory]
    [InlineData(2000, 8)]
    [InlineData(4000, 16)]
    [InlineData(0, 0)]
    public void Plan_Sizes_HaveChunksOfTheDocumentedSize(long size, int count)
    {
        var layout = ArrayLayout.Matrix(ElementType.Float64, size, size, ArrayOrder.C);
        Assert.Equal(count, new MatrixMultiplyJob(layout, layout).Plan(null).Count);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(1L << 30)]
    [InlineData(long.MaxValue)]
    public void MatrixMultiply_SizeOutOfRange_IsRefused(long size)
    {
        var definition = new MatrixMultiplyDefinition();
        Assert.Equal("size", Assert.Throws<JobParameterException>(() => new InProcessRun(definition).With(("size", size)).Result()).Option);
        var incomplete = new JobParameters(new Dictionary<string, object> { ["size"] = size }, Seed: 0);
        var noFiles = new Dictionary<string, ArrayLayout>();
        Assert.Equal("size", Assert.Throws<JobParameterException>(() => definition.DescribeInputs(incomplete, noFiles)).Option);
    }

    [Fact]
    public void MatrixMultiply_FilesThatAreNoFactors_AreRefused()
    {
        const string Left = "input", Right = "input2";
        ArrayLayout factor = Matrix(3, 3);
        Assert.Null(Refusal((Left, Matrix(2, 3)), (Right, Matrix(3, 4))));
        Assert.Null(Refusal((Left, Matrix(2, 3, ArrayOrder.Fortran)), (Right, Matrix(3, 4, ArrayOrder.Fortran))));
        AssertStarts("--input2: is missing: a product has two matrices (", Refusal((Left, factor)));
        AssertStarts("--input: is missing: a product has two matrices (", Refusal((Right, factor)));
        AssertStarts(
            "--input2: has 2 rows, but the matrix of --input has 3 columns (save the transpose",
            Refusal((Left, Matrix(2, 3)), (Right, Matrix(2, 3))));
        AssertStarts(
            "--input2: has 4 rows, but the matrix of --input has 3 columns (the numbers",
            Refusal((Left, Matrix(2, 3)), (Right, Matrix(4, 4))));
        AssertStarts(
            "--input2: the product, 2147483648 rows of 2147483648 columns, does not fit into 63 bits (",
            Refusal((Left, Matrix(1L << 31, 1)), (Right, Matrix(1, 1L << 31))));
        AssertStarts("--input: holds i4, but", Refusal((Left, Matrix(3, 3, type: ElementType.Int32)), (Right, factor)));
        AssertStarts("--input2: holds f4, but", Refusal((Left, factor), (Right, Matrix(3, 3, type: ElementType.Float32))));
        AssertStarts("--input: is a vector, not a matrix (", Refusal((Left, ArrayLayout.Vector(ElementType.Float64, 3)), (Right, factor)));
        AssertStarts("--input2: is a vector, not a matrix (", Refusal((Left, factor), (Right, ArrayLayout.Vector(ElementType.Float64, 3))));

        static string? Refusal(params (string, ArrayLayout)[] files) => FileRefusal.Of(new MatrixMultiplyDefinition(), [], files);
        static ArrayLayout Matrix(long rows, long columns, ArrayOrder order = ArrayOrder.C, ElementType type = ElementType.Float64) =>
            ArrayLayout.Matrix(type, rows, columns, order);
        static void AssertStarts(string expected, string? actual) => Assert.StartsWith(expected, actual, StringComparison.Ordinal);
    }

    private static InProcessRun Run(
        double[] left, double[] right, int rows, int depth, int columns,
        ArrayOrder order = ArrayOrder.C, ArrayOrder leftOrder = ArrayOrder.C) =>
        new InProcessRun(new MatrixMultiplyDefinition())
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, rows, depth, leftOrder), left)
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, depth, columns, order), right);

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        var transposed = new double[matrix.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) transposed[(column * rows) + row] = matrix[(row * columns) + column];
        return transposed;
    }

    private static double[] Multiply(double[] left, double[] right, int rows, int depth, int columns)
    {
        var product = new double[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                for (int k = 0; k < depth; k++)
                {
                    ref double sum = ref product[(i * columns) + j];
                    sum = Math.FusedMultiplyAdd(left[(i * depth) + k], right[(k * columns) + j], sum);
                }

        return product;
    }

    // Powers of ten on both sides of 1, and both signs: any other order of additions gives other bits.
    private static double[] Values(int seed, int length, int powers = 8)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(1 - powers, powers)))];
    }
}
