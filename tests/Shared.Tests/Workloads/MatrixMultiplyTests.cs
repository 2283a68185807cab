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
    public void MatrixMultiply_RightMatrixInFortranOrder_GivesTheSameBits(int rows, int depth, int columns)
    {
        double[] left = Values(3, rows * depth), right = Values(4, depth * columns), transposed = new double[right.Length];
        for (int k = 0; k < depth; k++)
            for (int column = 0; column < columns; column++) transposed[(column * depth) + k] = right[(k * columns) + column];
        InProcessRun run = Run(left, transposed, rows, depth, columns, ArrayOrder.Fortran);
        run.Result();
        Assert.Equal(Multiply(left, right, rows, depth, columns), run.Output);
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
        Assert.Equal("size", Assert.Throws<JobParameterException>(() => definition.DescribeInputs(incomplete)).Option);
    }

    [Fact]
    public void Create_MatricesThatDoNotFit_AreRefused()
    {
        var definition = new MatrixMultiplyDefinition();
        var parameters = JobParameters.Complete(definition.Options, new Dictionary<string, object>(), seed: 0);
        static ArrayLayout Shape(long rows, long columns) => ArrayLayout.Matrix(ElementType.Float64, rows, columns, ArrayOrder.C);
        Assert.Contains("two", Refusal([Shape(2, 3)]), StringComparison.Ordinal);
        Assert.Contains("3 columns", Refusal([Shape(2, 3), Shape(2, 3)]), StringComparison.Ordinal);
        Assert.Contains("63 bits", Refusal([Shape(1L << 31, 1), Shape(1, 1L << 31)]), StringComparison.Ordinal);

        string Refusal(ArrayLayout[] layouts) => Assert.Throws<JobParameterException>(() => definition.Create(parameters, layouts)).Message;
    }

    [Fact]
    public void RefuseInput_WhatIsNoMatrixOfRows_NamesTheRemedy()
    {
        var definition = new MatrixMultiplyDefinition();
        Assert.Null(definition.RefuseInput(ArrayLayout.Matrix(ElementType.Float64, 3, 5, ArrayOrder.C)));
        string? Refusal(ElementType type, ArrayOrder order) => definition.RefuseInput(ArrayLayout.Matrix(type, 3, 5, order));
        Assert.Contains("ascontiguousarray", Refusal(ElementType.Float64, ArrayOrder.Fortran), StringComparison.Ordinal);
        Assert.Contains("astype", Refusal(ElementType.Int32, ArrayOrder.C), StringComparison.Ordinal);
        Assert.Contains("reshape", definition.RefuseInput(ArrayLayout.Vector(ElementType.Float64, 9)), StringComparison.Ordinal);
    }

    private static InProcessRun Run(double[] left, double[] right, int rows, int depth, int columns, ArrayOrder order = ArrayOrder.C) =>
        new InProcessRun(new MatrixMultiplyDefinition())
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, rows, depth, ArrayOrder.C), left)
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, depth, columns, order), right);

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
