namespace Cluster.Tests.CommandLine;

/// <summary>Input that cannot be used, with real processes: the line and exit code of one thread, and nothing left behind.</summary>
public sealed class RefusalTests : ProcessTest
{
    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Run_UnusableFiles_EndsWithOneLine(string mode)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("refusals-");
        try
        {
            await AssertRefusedAsync(mode, name => Path.Combine(folder.FullName, name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AssertRefusedAsync(string mode, Func<string, string> pathOf)
    {
        string square = Write("square.csv", "1,2\n3,4\n"), row = Write("row.csv", "1,2\n"), bad = Write("bad.csv", "1,nan\n3,4\n5,9\n");
        await AssertEndsAsync(
            2, $"error: --input2 {row}: has 1 rows, but the matrix of --input has 2 columns (",
            "matrix-multiply", "--input", square, "--input2", row);
        await AssertEndsAsync(
            2, "error: --input2: is missing: add takes two arrays (", "elementwise", "--function", "add", "--input", square);
        await AssertEndsAsync(
            3, "error: job: the reduction failed: ArithmeticException: iteration 1: the log-likelihood is not a finite number (",
            "gaussian-mixture", "--input", bad, "--components", "2");
        await AssertEndsAsync(
            3, "error: job: the reduction failed: ArithmeticException: iteration 1: the covariance of component 0 is singular",
            "gaussian-mixture", "--input", square, "--initial-means", row, "--components", "1");
        await AssertEndsAsync(
            3, "error: job: chunk 0 failed on worker ",
            "gaussian-mixture", "--input", square, "--initial-means", Write("means.csv", "nan,2\n"), "--components", "1");

        async Task AssertEndsAsync(int exitCode, string error, params string[] arguments)
        {
            (int exit, string output, string line) = await Command.RunAsync(["run", .. arguments, "--mode", mode, "--workers", "2"]);
            Assert.StartsWith(error, line, StringComparison.Ordinal);
            Assert.EndsWith(")\n", line, StringComparison.Ordinal);
            Assert.Equal((exitCode, "", 1), (exit, output, line.Count(character => character == '\n')));
            Assert.Empty(Command.Workers());
        }

        string Write(string name, string text)
        {
            File.WriteAllText(pathOf(name), text);
            return pathOf(name);
        }
    }
}
