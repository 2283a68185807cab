using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Modes;

/// <summary>How chunks got to the workers is said as it was, which need not be as it was asked for.</summary>
public sealed class HandOutTests : ProcessTest
{
    [Theory]
    [InlineData("tiny-tasks --mode shared", "self")]
    [InlineData("tiny-tasks --mode shared --hand-out messages", "messages")]
    [InlineData("tiny-tasks --tasks 4 --mode shared --lifetime task", "messages")]
    [InlineData("shared-counter --increments 1000 --mode shared", "messages")]
    [InlineData("tiny-tasks --mode pipe", "messages")]
    [InlineData("tiny-tasks --mode threads", null)]
    public async Task Run_Json_SaysHowChunksGotToTheWorkers(string run, string? expected)
    {
        (int exit, string output, string error) = await Command.RunAsync(["run", .. run.Split(' '), "--workers", "2", "--json"]);
        Assert.True(exit == 0, error);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(expected, document.RootElement.GetProperty("handOut").GetString());
    }

    [Theory]
    [InlineData("shared", "hand-out self")]
    [InlineData("shared --hand-out messages", "hand-out messages")]
    public async Task Run_Table_SaysHowChunksGotToTheWorkers(string mode, string expected)
    {
        (int exit, string output, _) = await Command.RunAsync(["run", "tiny-tasks", "--mode", .. mode.Split(' '), "--workers", "2"]);
        Assert.Equal(0, exit);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }
}
