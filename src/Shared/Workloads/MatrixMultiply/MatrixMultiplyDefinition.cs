using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.MatrixMultiply;

/// <summary>The product of two matrices.</summary>
internal sealed class MatrixMultiplyDefinition : IJobDefinition
{
    public const string JobName = "matrix-multiply";

    // The largest whose square, 8 bytes each, fits into 63 bits.
    private const long LargestSize = (1L << 30) - 1;

    public string Name => JobName;

    public string Summary => "product of two matrices";

    public string Source =>
        "Parallel Numerics in Science: dot(A, B) through a threaded BLAS. There the library brings its own threads, and a pool of " +
        "processes that each start as many runs more threads than there are cores; here the pool is all the parallelism there is.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("size", "rows and columns of either matrix to generate", 2000L, Minimum: 0, Maximum: LargestSize, OfGeneratedInput: true, IsSize: true),
    ];

    public IReadOnlyList<JobFile> Files { get; } =
    [
        new(JobFile.Input, "left matrix in place of a generated one: .npy of f8, or .csv; together with --input2"),
        new(JobFile.Input2, "right matrix, with as many rows as the left one has columns"),
    ];

    public bool HasArrayResult => true;

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (files.Count > 0)
        {
            (ArrayLayout left, ArrayLayout right) = (LayoutOf(JobFile.Input, files), LayoutOf(JobFile.Input2, files));
            // Chunks are rows of the left matrix. Where its columns lie together there are no rows to hand out: every chunk sees all of it.
            InputUse use = left.Order == ArrayOrder.C ? InputUse.Sliced : InputUse.Broadcast;
            return [JobInput.OfFile(JobFile.Input, left, use), JobInput.OfFile(JobFile.Input2, right, InputUse.Broadcast)];
        }

        long size = parameters.Integer("size");
        if (size is < 0 or > LargestSize)
            throw new JobParameterException("size", $"{size}: must lie between 0 and {LargestSize}");
        var layout = ArrayLayout.Matrix(ElementType.Float64, size, size, ArrayOrder.C);
        return
        [
            new JobInput("left", layout, InputUse.Sliced, new UniformGenerator(parameters.Seed, (uint)RandomStream.FirstInput)),
            new JobInput("right", layout, InputUse.Broadcast, new UniformGenerator(parameters.Seed, (uint)RandomStream.SecondInput)),
        ];
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        (ArrayLayout left, ArrayLayout right) = (inputs[0], inputs[1]);
        if (left.Columns != right.Rows)
            throw new JobFileException(
                JobFile.Input2, $"has {right.Rows} rows, but the matrix of --input has {left.Columns} columns",
                right.Columns == left.Columns ? "save the transpose of one, b.T" : "the numbers must be equal");
        if (left.Rows > 0 && right.Columns > long.MaxValue / sizeof(double) / left.Rows)
            throw new JobFileException(
                JobFile.Input2, $"the product, {left.Rows} rows of {right.Columns} columns, does not fit into 63 bits",
                "split one of the matrices");
        return new MatrixMultiplyJob(left, right);
    }

    private static ArrayLayout LayoutOf(string option, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (!files.TryGetValue(option, out ArrayLayout? layout))
            throw new JobFileException(
                option, "is missing: a product has two matrices", "give both files, or none to multiply generated matrices");
        return layout switch
        {
            { Type: not ElementType.Float64 } =>
                throw new JobFileException(option, $"holds {layout.Type.NumPyName()}, but only f8 is multiplied", "save a.astype('f8')"),
            { Rank: not 2 } =>
                throw new JobFileException(option, "is a vector, not a matrix", "a.reshape(1, -1) is a row, a.reshape(-1, 1) a column"),
            _ => layout,
        };
    }
}
