using Cluster.Coordinator.Files;

namespace Cluster.Coordinator.Cli;

public sealed class OutputFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Output_HoldsTheArrayResult()
    {
        string path = _folder["sums.npy"];

        Called called = await Called.Line($"run column-sums --rows 10 --columns 4 --mode sequential --output {path}");

        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        using InputArray array = InputFile.Open(path);
        Assert.Equal(4, array.Layout.Length);
    }

    [Fact]
    public async Task Run_InputAndOutput_SumsTheFile()
    {
        string input = _folder.Write("x.csv", "1,2\n3,4\n");

        Called called = await Called.Line($"run column-sums --input {input} --mode threads --json");

        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.Contains("\"result\":{\"columns\":[4,6],\"total\":10}", called.Output, StringComparison.Ordinal);
    }
}
