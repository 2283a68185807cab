using System.Runtime.InteropServices;
using Cluster.Coordinator.Files;
using Cluster.Numerics;
using Cluster.TestKit;
using Cluster.Tests.OwnJobs;

namespace Cluster.Tests.Checkpoints;

/// <summary>Jobs of many small chunks, which take a second or so: any moment is in the middle of them.</summary>
internal sealed class KilledJobs : IDisposable
{
    private readonly DirectoryInfo _inputs = Directory.CreateTempSubdirectory("killed-");

    /// <summary>One of each kind: without input, iterative, with an output array, from a file, of an assembly of its own.</summary>
    internal static string[] Names { get; } = ["monte-carlo-pi", "gaussian-mixture", "distance-matrix", "summarize", "word-count"];

    internal string[] Arguments(string name) => name switch
    {
        "monte-carlo-pi" => [name, "--samples", "2000000000", "--tasks", "2000"],
        "gaussian-mixture" =>
            [name, "--points", "1000000", "--dimensions", "3", "--components", "4", "--iterations", "40", "--chunk-size", "5000"],
        "distance-matrix" => [name, "--points", "2000", "--dimensions", "2000", "--chunk-size", "10"],
        "summarize" => [name, "--input", Numbers(), "--chunk-size", "10"],
        _ => [$"{OwnAssembly.Path("WordCount")}:{OwnRuns.WordCountType}", "--input", Text(), "--chunk-size", "100"],
    };

    public void Dispose() => _inputs.Delete(recursive: true);

    private string Numbers()
    {
        string path = Path.Combine(_inputs.FullName, "numbers.npy");
        double[] numbers = [.. Enumerable.Range(0, 1_000_003).Select(static number => Math.Sin(number))];
        NpyWriter.Write(path, ArrayLayout.Vector(ElementType.Float64, numbers.Length), MemoryMarshal.AsBytes<double>(numbers));
        return path;
    }

    private string Text()
    {
        string path = Path.Combine(_inputs.FullName, "text"), written = OwnRuns.WriteText(15);
        File.Move(written, path);
        return path;
    }
}
