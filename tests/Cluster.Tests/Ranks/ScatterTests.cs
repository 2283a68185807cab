using System.Runtime.InteropServices;
using System.Text.Json;
using Cluster.Coordinator.Files;
using Cluster.Numerics;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Ranks;

/// <summary>Input files that not every rank can see.</summary>
public sealed class ScatterTests : ProcessTest, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ranks-").FullName;

    [Theory]
    [InlineData("shared")]
    [InlineData("pipe")]
    public async Task File_InRank0sFolderOnly_IsScattered(string mode)
    {
        MpiRun.Require();
        double[] numbers = [.. Enumerable.Range(0, 20_006).Select(static i => Math.Sin(i))];
        NpyWriter.Write(Path.Combine(_folder, "x.npy"), ArrayLayout.Matrix(ElementType.Float64, 10_003, 2, ArrayOrder.C), MemoryMarshal.AsBytes<double>(numbers));
        string[] job = ["run", "gaussian-mixture", "--iterations", "3", "--chunk-size", "500", "--input"];
        (int alone, string expected, string said) = await Command.RunAsync([.. job, Path.Combine(_folder, "x.npy"), "--mode", "sequential", "--json"]);
        Assert.True(alone == 0, said);

        // A path that is meant from the working folder, and the folder is another one.
        string[] rank = [Command.Program, .. job, "x.npy", "--engine", "mpi", "--workers", "1", "--mode", mode, "--json"];
        string[] all = [.. MpiRun.Count(1), "-wdir", _folder, .. rank, ":", .. MpiRun.Count(2), "-wdir", "/", .. rank];
        (int exitCode, string output, string error) = await MpiRun.RunAsync(all, new Dictionary<string, string>());
        Assert.True(exitCode == 0, error);
        using JsonDocument document = JsonDocument.Parse(output), single = JsonDocument.Parse(expected);
        Assert.Equal(single.RootElement.GetProperty("digest").GetString(), document.RootElement.GetProperty("digest").GetString());
        Assert.True(document.RootElement.GetProperty("bytes").GetProperty("scatter").GetInt64() > 0);
        Assert.True(document.RootElement.GetProperty("seconds").GetProperty("phases").GetProperty("scatter").GetDouble() > 0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
