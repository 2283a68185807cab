using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.Coordinator.Files;
using Cluster.Numerics;

namespace Cluster.Coordinator.Cli;

/// <summary>Files whose shape, type or values are unusual: a refusal on one line, or a result that says what they hold.</summary>
public sealed class BadFileTests : IDisposable
{
    private const string FirstIteration = "job: the reduction failed: ArithmeticException: iteration 1: ";
    private const string Singular = FirstIteration + "the covariance of component 0 is singular";
    private const string NotFinite = FirstIteration + "the log-likelihood is not a finite number";

    private readonly TempFolder _folder = new();

    public BadFileTests()
    {
        double[] numbers = [.. Enumerable.Range(1, 24).Select(i => Math.Sqrt(i))];
        Save("ok", 12, 2, numbers);
        Save("fortran", 12, 2, numbers, ArrayOrder.Fortran);
        Save("nan", 12, 2, [.. numbers[..13], double.NaN, .. numbers[14..]]);
        Save("infinite", 12, 2, [.. numbers[..13], double.PositiveInfinity, double.NegativeInfinity, .. numbers[15..]]);
        Save("huge", 12, 2, [.. numbers.Select((x, i) => (i % 3 == 0 ? 1e308 : -1e308) / x)]);
        Save("equal", 12, 2, [.. Enumerable.Repeat(1.0, 24)]);
        Save("line", 12, 2, [.. Enumerable.Range(0, 24).Select(i => (i / 2) * (1.0 + (i % 2)))]);
        Save("one", 1, 2, [2.5, 1.5]);
        Save("no-rows", 0, 5, []);
        Save("no-columns", 5, 0, []);
        Save("wide", 2, 129, new double[258]);
        Save("square", 2, 2, [1, 2, 3, 4]);
        Save("two-nan", 2, 2, [double.NaN, 2, 3, 4]);
        Save("far", 2, 2, [1e200, 0, 0, 0]);
        Save("vector", ArrayLayout.Vector(ElementType.Float64, 3), [1.0, 2, 3]);
        Save("empty", ArrayLayout.Vector(ElementType.Float64, 0), Array.Empty<double>());
        Save("i8", ArrayLayout.Matrix(ElementType.Int64, 2, 2, ArrayOrder.C), [long.MaxValue, 1L, long.MaxValue, 1L]);
        Save("f4", ArrayLayout.Matrix(ElementType.Float32, 2, 2, ArrayOrder.C), [1f, 2f, 3f, 4f]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("summarize --input {empty}", """{"count":0,"sum":0,"mean":"NaN"}""")]
    [InlineData("summarize --input {no-rows} --split strided", """{"count":0,"sum":0,"mean":"NaN"}""")]
    [InlineData("summarize --input {nan}", """{"count":24,"sum":"NaN","mean":"NaN"}""")]
    [InlineData("summarize --input {infinite}", """{"count":24,"sum":"NaN","mean":"NaN"}""")]
    [InlineData("summarize --input {one}", """{"count":2,"sum":4,"mean":2}""")]
    [InlineData("column-sums --input {empty}", """{"columns":[0],"total":0}""")]
    [InlineData("column-sums --input {no-rows}", """{"columns":[0,0,0,0,0],"total":0}""")]
    [InlineData("column-sums --input {no-columns}", """{"columns":[],"total":0}""")]
    [InlineData("column-sums --input {two-nan}", """{"columns":["NaN",6],"total":"NaN"}""")]
    [InlineData("pairwise-sum --input {empty}", """{"sum":0}""")]
    [InlineData("pairwise-sum --input {no-columns}", """{"sum":0}""")]
    [InlineData("pairwise-sum --input {one}", """{"sum":16}""")]
    [InlineData("pairwise-sum --input {nan} --algorithm factored", """{"sum":"NaN"}""")]
    [InlineData("pairwise-sum --input {infinite}", """{"sum":"NaN"}""")]
    [InlineData("distance-matrix --input {empty}", """{"shape":[0,0],"sum":0}""")]
    [InlineData("distance-matrix --input {no-columns}", """{"shape":[5,5],"sum":0}""")]
    [InlineData("distance-matrix --input {one} --grain row", """{"shape":[1,1],"sum":0}""")]
    [InlineData("distance-matrix --input {nan} --grain cell", """{"shape":[12,12],"sum":"NaN"}""")]
    [InlineData("distance-matrix --input {huge}", """{"shape":[12,12],"sum":"Infinity"}""")]
    [InlineData("distance-matrix --input {equal}", """{"shape":[12,12],"sum":0}""")]
    [InlineData("elementwise --input {empty}", """{"shape":[0],"sum":0}""")]
    [InlineData("elementwise --input {no-columns}", """{"shape":[5,0],"sum":0}""")]
    [InlineData("elementwise --input {nan}", """{"shape":[12,2],"sum":"NaN"}""")]
    [InlineData("elementwise --input {square} --function normal-isf", """{"shape":[2,2],"sum":"NaN"}""")]
    [InlineData("elementwise --function add --input {square} --input2 {square}", """{"shape":[2,2],"sum":20}""")]
    [InlineData("elementwise --function add --input {two-nan} --input2 {square}", """{"shape":[2,2],"sum":"NaN"}""")]
    [InlineData("elementwise --function add --input {no-rows} --input2 {no-rows}", """{"shape":[0,5],"sum":0}""")]
    [InlineData("matrix-multiply --input {square} --input2 {square}", """{"shape":[2,2],"sum":54}""")]
    [InlineData("matrix-multiply --input {square} --input2 {two-nan}", """{"shape":[2,2],"sum":"NaN"}""")]
    [InlineData("matrix-multiply --input {no-columns} --input2 {no-rows}", """{"shape":[5,5],"sum":0}""")]
    [InlineData(
        "gaussian-mixture --input {equal} --components 1 --iterations 1",
        """{"means":[1,1],"covariances":[0,0,0,0],"weights":[1],"logLikelihood":[-22.05452479691215]}""")]
    [InlineData(
        "gaussian-mixture --input {square} --initial-means {square} --components 2 --iterations 0",
        """{"means":[1,2,3,4],"covariances":[1,0,0,1,1,0,0,1],"weights":[0.5,0.5],"logLikelihood":[]}""")]
    public async Task File_UnusualValues_HaveADocumentedResult(string line, string result)
    {
        foreach (string mode in new[] { "sequential", "threads" })
        {
            Called called = await CallAsync($"{line} --mode {mode} --json");
            Assert.Equal((ExitCode.Done, ""), (called.ExitCode, called.Error));
            using var document = JsonDocument.Parse(called.Output);
            Assert.Equal(result, document.RootElement.GetProperty("result").GetRawText());
        }
    }

    [Theory]
    [InlineData("matrix-multiply --input {square}", "--input2: is missing: a product has two matrices (")]
    [InlineData("matrix-multiply --input2 {square}", "--input: is missing: a product has two matrices (")]
    [InlineData("matrix-multiply --input {square} --input2 {one}", "--input2 {one}: has 1 rows, but the matrix of --input has 2 columns (")]
    [InlineData("matrix-multiply --input {ok} --input2 {ok}", "--input2 {ok}: has 12 rows, but the matrix of --input has 2 columns (save the transpose of one")]
    [InlineData("matrix-multiply --input {square} --input2 {vector}", "--input2 {vector}: is a vector, not a matrix (")]
    [InlineData("matrix-multiply --input {f4} --input2 {square}", "--input {f4}: holds f4, but only f8 is multiplied (")]
    [InlineData("matrix-multiply --input {square} --input2 {square} --size 2", "--size: says how input is generated (")]
    [InlineData("matrix-multiply --input {square} --input2 missing.npy", "missing.npy: does not exist (")]
    [InlineData("matrix-multiply --input {square} --input2 {square} --initial-means {square}", "--initial-means: is not an option of run matrix-multiply (")]
    [InlineData("elementwise --function add --input {square}", "--input2: is missing: add takes two arrays (")]
    [InlineData("elementwise --function add --input2 {square}", "--input: is missing: add takes two arrays (")]
    [InlineData("elementwise --input2 {square}", "--input2 {square}: is a second array, but the function takes one (")]
    [InlineData("elementwise --function add --input {vector} --input2 {empty}", "--input2 {empty}: is 0 × f8, but --input is 3 × f8 (")]
    [InlineData("elementwise --function add --input {ok} --input2 {fortran}", "--input2 {fortran}: is 12 × 2 × f8, Fortran order, but --input is 12 × 2 × f8, C order (")]
    [InlineData("elementwise --function add --input {square} --input2 {f4}", "--input2 {f4}: holds f4, but ")]
    [InlineData("elementwise --input {i8}", "--input {i8}: holds i8, but ")]
    [InlineData("gaussian-mixture --input {empty} --components 1", "--components: 1: more than the 0 points")]
    [InlineData("gaussian-mixture --input {square} --components 3", "--components: 3: more than the 2 points")]
    [InlineData("gaussian-mixture --input {no-columns}", "--input {no-columns}: has 0 columns, but points have 1 to 128 coordinates (")]
    [InlineData("gaussian-mixture --input {wide}", "--input {wide}: has 129 columns, but points have 1 to 128 coordinates (")]
    [InlineData("gaussian-mixture --input {f4}", "--input {f4}: holds f4, but points are f8 (")]
    [InlineData("gaussian-mixture --input {fortran}", "--input {fortran}: is in Fortran order, but ")]
    [InlineData("gaussian-mixture --input {ok} --points 12", "--points: says how input is generated (leave it out, or leave --input out)")]
    [InlineData("gaussian-mixture --points 50 --initial-means {square}", "--initial-means {square}: has 2 rows, but the mixture has 4 components (")]
    [InlineData("gaussian-mixture --points 50 --initial-means {vector} --components 3", "--initial-means {vector}: has 1 columns, but points have 2 coordinates (")]
    [InlineData("gaussian-mixture --points 50 --initial-means {no-rows}", "--initial-means {no-rows}: has 5 columns, but points have 2 coordinates (")]
    [InlineData("summarize --input2 {square}", "--input2: is not an option of run summarize (did you mean --input?)")]
    [InlineData("monte-carlo-pi --input {square}", "--input: monte-carlo-pi makes its own numbers and reads no file (leave it out)")]
    [InlineData("allocate --input {square}", "--input: allocate makes its own numbers and reads no file (leave it out)")]
    [InlineData("tiny-tasks --input {square}", "--input: tiny-tasks makes its own numbers and reads no file (leave it out)")]
    public async Task File_ThatDoesNotFit_IsNamed(string line, string error)
    {
        Called called = await CallAsync(line);
        called.AssertRefused(ExitCode.BadUsage, Named(error));
    }

    [Theory]
    [InlineData("summarize --input {i8}", "job: the reduction failed: OverflowException: sum: the sum 18446744073709551616 does not fit into 64 bits (")]
    [InlineData("column-sums --input {i8}", "job: the reduction failed: OverflowException: column 0: the sum 18446744073709551614 does not fit into 64 bits (")]
    [InlineData("gaussian-mixture --input {nan} --components 2", NotFinite)]
    [InlineData("gaussian-mixture --input {infinite} --components 2 --parallelism model", NotFinite)]
    [InlineData("gaussian-mixture --input {huge} --components 1", NotFinite)]
    [InlineData("gaussian-mixture --input {equal} --components 2", Singular)]
    [InlineData("gaussian-mixture --input {line} --components 1", Singular)]
    [InlineData("gaussian-mixture --input {one} --components 1 --parallelism model", Singular)]
    [InlineData(
        "gaussian-mixture --points 50 --initial-means {two-nan} --components 2",
        "job: chunk 0 failed: ArithmeticException: the initial mean of component 0 is not finite (")]
    [InlineData(
        "gaussian-mixture --points 50 --initial-means {two-nan} --components 2 --parallelism model",
        "job: chunk 0 failed: ArithmeticException: the initial mean of component 0 is not finite (")]
    [InlineData(
        "gaussian-mixture --points 50 --initial-means {far} --components 2",
        FirstIteration + "component 0 has lost all its points (")]
    public async Task File_ThatTheComputationCannotUse_IsExplained(string line, string error)
    {
        foreach (string mode in new[] { "sequential", "threads" })
            (await CallAsync($"{line} --mode {mode}")).AssertRefused(ExitCode.JobFailed, error);
    }

    private Task<Called> CallAsync(string line) => Called.Line($"run {Named(line)} --workers 2");

    // {ok} is the path of ok.npy.
    private string Named(string text) => Regex.Replace(text, "{([a-z0-9-]+)}", match => _folder[$"{match.Groups[1]}.npy"]);

    private void Save(string name, long rows, long columns, double[] elements, ArrayOrder order = ArrayOrder.C) =>
        Save(name, ArrayLayout.Matrix(ElementType.Float64, rows, columns, order), elements);

    private void Save<T>(string name, ArrayLayout layout, T[] elements)
        where T : unmanaged => NpyWriter.Write(_folder[$"{name}.npy"], layout, MemoryMarshal.AsBytes(elements.AsSpan()));
}
