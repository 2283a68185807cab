using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cluster.Tests.CommandLine;

/// <summary>Files that NumPy wrote, summed by the program in every mode, against what NumPy says.</summary>
public sealed class NumPyTests : ProcessTest
{
    private const string Python = "/usr/bin/python3";

    // Prints the sum of each column, exactly for integers, in double for floats; then the array goes to the file.
    private const string Script = """
        import sys, numpy as np
        path, dtype, order, rows, columns = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
        rng = np.random.default_rng(7)
        a = rng.integers(-1000, 1000, (rows, columns)) if dtype[0] == 'i' else rng.random((rows, columns)) - 0.25
        a = np.array(a, dtype=dtype, order=order)
        np.save(path, a)
        sums = a.sum(axis=0, dtype='i8' if dtype[0] == 'i' else 'f8')
        print(' '.join(repr(float(s)) if dtype[0] == 'f' else str(int(s)) for s in sums))
        """;

    [Theory]
    [InlineData("f8", "C", 3_000_000, 7)]
    [InlineData("f8", "F", 3_000_000, 7)]
    [InlineData("f4", "C", 300_000, 7)]
    [InlineData("f4", "F", 300_000, 7)]
    [InlineData("i4", "C", 300_000, 7)]
    [InlineData("i4", "F", 300_000, 7)]
    [InlineData("f8", "C", 0, 5)]
    [InlineData("i4", "F", 0, 5)]
    [InlineData("f8", "C", 1_001, 1)]
    [InlineData("f4", "F", 1_001, 1)]
    [InlineData("i4", "C", 1_001, 1)]
    public async Task Sums_OfAFileThatNumPyWrote_AreNumPys(string type, string order, int rows, int columns)
    {
        string path = Path.Combine(Path.GetTempPath(), $"numpy-{Guid.NewGuid():n}.npy");
        try
        {
            double[] expected = await WriteAsync(path, type, order, rows, columns);
            foreach (string mode in new[] { "sequential", "threads", "pipe", "shared" })
            {
                using JsonDocument columnsRun = await RunAsync("column-sums", path, mode);
                double[] sums = [.. columnsRun.RootElement.GetProperty("result").GetProperty("columns").EnumerateArray().Select(value => value.GetDouble())];
                Assert.Equal(expected.Length, sums.Length);
                for (int i = 0; i < sums.Length; i++) AssertClose(expected[i], sums[i], type);

                using JsonDocument summary = await RunAsync("summarize", path, mode);
                JsonElement result = summary.RootElement.GetProperty("result");
                Assert.Equal((long)rows * columns, result.GetProperty("count").GetInt64());
                AssertClose(expected.Sum(), result.GetProperty("sum").GetDouble(), type);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Output_OfColumnSums_IsLoadedByNumPy()
    {
        SkipWithoutNumPy();
        string path = Path.Combine(Path.GetTempPath(), $"sums-{Guid.NewGuid():n}.npy");
        try
        {
            (int exit, _, string error) = await Command.RunAsync("run", "column-sums", "--input", Iris, "--output", path, "--quiet");
            Assert.True(exit == 0, error);
            Assert.Equal("float64 (4,) 2078.7", await PythonAsync("-c", "import sys, numpy as np; a = np.load(sys.argv[1]); print(a.dtype, a.shape, round(float(a.sum()), 9))", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Iris { get; } = Path.Combine(Repository.Root, "samples/data/iris.csv");

    private static async Task<double[]> WriteAsync(string path, string type, string order, int rows, int columns)
    {
        SkipWithoutNumPy();
        string[] words = (await PythonAsync("-c", Script, path, type, order, $"{rows}", $"{columns}")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }

    private static async Task<JsonDocument> RunAsync(string job, string path, string mode)
    {
        (int exit, string output, string error) = await Command.RunAsync("run", job, "--input", path, "--mode", mode, "--workers", "2", "--json");
        Assert.True(exit == 0, error);
        return JsonDocument.Parse(output);
    }

    private static void AssertClose(double expected, double actual, string type)
    {
        if (type[0] == 'i') Assert.Equal(expected, actual);
        else Assert.True(Math.Abs(actual - expected) <= 1e-12 * Math.Abs(expected), $"{actual:R} instead of {expected:R}");
    }

    private static void SkipWithoutNumPy()
    {
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/numpy")) Assert.Skip("NumPy is not installed (apt-get install python3-numpy)");
    }

    private static async Task<string> PythonAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
