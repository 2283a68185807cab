using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.ColumnSums;

/// <summary>The sum of each column of a matrix.</summary>
internal sealed class ColumnSumsDefinition : IJobDefinition
{
    public const string JobName = "column-sums";
    private const string Fortran = "fortran";
    private const string C = "c";

    // A partial holds all columns in C order, 16 bytes each if they are integers, and its length is an int.
    private const long MostColumnsOfRows = int.MaxValue / ColumnSumsJob.IntegerBytes;

    public string Name => JobName;

    public string Summary => "sum of each column of a matrix";

    public string Source =>
        "Parallelising Machine Learning in Python: column sums of 30000 x 10000 doubles in Fortran order, one task per column. There " +
        "processes are 4.4 times slower than numpy.sum: the work is bound by the memory, not by the processor.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("rows", "of the matrix of uniform numbers to generate", 30_000L, Minimum: 0, OfGeneratedInput: true, IsSize: true),
        new("columns", "of that matrix", 10_000L, Minimum: 0, OfGeneratedInput: true),
        new("order", "which way it lies in memory: columns together, or rows together", Fortran, Choices: [Fortran, C], OfGeneratedInput: true),
    ];

    public IReadOnlyList<JobFile> Files { get; } =
    [
        new(JobFile.Input, "matrix in place of a generated one: .npy of any type and order, or .csv"),
    ];

    public bool HasArrayResult => true;

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (files.TryGetValue(JobFile.Input, out ArrayLayout? file))
        {
            // A vector is one column, as numpy.sum(x, axis=0) has it.
            if (Refuse(file) is var (what, remedy)) throw new JobFileException(JobFile.Input, what, remedy);
            return [JobInput.OfFile(JobFile.Input, file, InputUse.Sliced)];
        }

        (long rows, long columns) = (parameters.Integer("rows"), parameters.Integer("columns"));
        if (rows < 0) throw new JobParameterException("rows", $"{rows}: must be at least 0");
        if (columns < 0) throw new JobParameterException("columns", $"{columns}: must be at least 0");
        if (rows > 0 && columns > long.MaxValue / sizeof(double) / rows)
            throw new JobParameterException("rows", $"{rows} rows of {columns} columns, 8 bytes each, do not fit into 63 bits");
        ArrayOrder order = parameters.Word("order") == C ? ArrayOrder.C : ArrayOrder.Fortran;
        var layout = ArrayLayout.Matrix(ElementType.Float64, rows, columns, order);
        if (Refuse(layout) is var (why, cure)) throw new JobParameterException("columns", $"{why} ({cure})");
        return [new JobInput("matrix", layout, InputUse.Sliced, new UniformGenerator(parameters.Seed, (uint)RandomStream.FirstInput))];
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => new ColumnSumsJob(inputs[0]);

    private static (string What, string Remedy)? Refuse(ArrayLayout layout) => layout switch
    {
        { Order: ArrayOrder.C, Columns: > MostColumnsOfRows } =>
            ($"{layout.Columns} columns in C order, but a chunk sums at most {MostColumnsOfRows}", "store the matrix in Fortran order"),
        _ when layout.Columns > Array.MaxLength =>
            ($"{layout.Columns} columns: the result would have more than {Array.MaxLength} sums", "split the matrix"),
        _ => null,
    };
}
