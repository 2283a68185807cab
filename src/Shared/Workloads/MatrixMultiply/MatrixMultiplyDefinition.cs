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

    public bool HasArrayResult => true;

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters)
    {
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

    /// <remarks>Of the left matrix. Its rows are the slices that are handed out, so they must lie together.</remarks>
    public string? RefuseInput(ArrayLayout layout) => layout switch
    {
        { Type: not ElementType.Float64 } => $"elements are {layout.Type.NumPyName()}, but only f8 is multiplied (a.astype('f8'))",
        { Rank: not 2 } => "a vector, not a matrix (a.reshape(1, -1) is a row, a.reshape(-1, 1) a column)",
        { Order: ArrayOrder.Fortran } => "columns lie together, but chunks are rows (numpy.ascontiguousarray)",
        _ => null,
    };

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        if (inputs.Count != 2)
            throw new JobParameterException("input", "is one matrix, but a product has two (leave it out to multiply generated ones)");
        (ArrayLayout left, ArrayLayout right) = (inputs[0], inputs[1]);
        if (left.Columns != right.Rows)
            throw new JobParameterException("input", $"{left.Columns} columns on the left, {right.Rows} rows on the right: must be equal");
        if (left.Rows > 0 && right.Columns > long.MaxValue / sizeof(double) / left.Rows)
            throw new JobParameterException("input", $"{left.Rows} rows of {right.Columns} columns, the product, do not fit into 63 bits");
        return new MatrixMultiplyJob(left, right);
    }
}
