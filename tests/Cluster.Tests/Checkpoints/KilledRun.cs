using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Checkpoints;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Checkpoints;

/// <summary>A run of the program with a checkpoint, which is killed and continued.</summary>
internal sealed class KilledRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kept-");
    private readonly List<Process> _started = [];
    private readonly string[] _job;

    /// <param name="job">Arguments, from the job's name on.</param>
    internal KilledRun(params string[] job) => _job = job;

    internal string Folder => _folder.FullName;

    /// <summary>The only file in the folder; null if there is none.</summary>
    internal string? File => Directory.GetFiles(Folder).SingleOrDefault();

    /// <summary>Runs it to its end, without a checkpoint.</summary>
    internal async Task<string> DigestAsync() => Digest(await RunAsync([.. _job, "--mode", "threads", "--workers", "2"]));

    /// <summary>Runs it, and kills it at some time; returns whether it came to its end before that.</summary>
    internal async Task<bool> KillAsync(string mode, int workers, int afterMilliseconds)
    {
        Process coordinator = Start(mode, workers);
        await Task.Delay(afterMilliseconds, TestContext.Current.CancellationToken);
        bool ended = coordinator.HasExited;
        coordinator.Kill();
        await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("the workers are gone", static () => Command.Workers().Count == 0);
        return ended && coordinator.ExitCode == 0;
    }

    /// <summary>Runs it, and kills it once the file has that many records.</summary>
    internal async Task KillAfterAsync(string mode, int workers, int records)
    {
        Process coordinator = Start(mode, workers);
        await Eventually.Async($"{records} chunks are kept", () => coordinator.HasExited || Records() >= records);
        Assert.False(coordinator.HasExited, coordinator.HasExited ? await coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
        coordinator.Kill();
        await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("the workers are gone", static () => Command.Workers().Count == 0);
    }

    /// <summary>Runs it to its end with what is there.</summary>
    internal async Task<(string Digest, long Resumed, long Chunks, long Computed)> ContinueAsync(string mode, int workers)
    {
        using JsonDocument document = await RunAsync([.. Arguments(mode, workers)]);
        await Schema.AssertValidWherePossibleAsync("run", document.RootElement.GetRawText());
        JsonElement checkpoint = document.RootElement.GetProperty("checkpoint");
        long computed = document.RootElement.GetProperty("workersDetail").EnumerateArray().Sum(static worker => worker.GetProperty("chunks").GetInt64());
        return (Digest(document), checkpoint.GetProperty("resumed").GetInt64(), checkpoint.GetProperty("chunks").GetInt64(), computed);
    }

    /// <summary>Starts it; stays this one's.</summary>
    internal Process Start(string mode, int workers)
    {
        Process process = Command.Start(["run", .. Arguments(mode, workers)]);
        _started.Add(process);
        return process;
    }

    /// <summary>Whole records in the file.</summary>
    internal int Records()
    {
        if (File is not { } path) return 0;
        byte[] bytes = Read(path);
        Assert.Null(CheckpointHeader.Read(bytes, out CheckpointHeader? header));
        int count = 0;
        for (long at = header?.Length ?? bytes.Length; bytes.Length - at >= RecordHead.Size; count++)
        {
            Assert.True(RecordHead.TryRead(bytes.AsSpan((int)at), header!.Sum, out RecordHead head));
            at += head.Length;
            if (at > bytes.Length) break;
        }

        return count;
    }

    /// <summary>Ends what a test that failed has left running.</summary>
    public void Dispose()
    {
        foreach (Process process in _started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    // The base library opens no file that another process has locked.
    private static byte[] Read(string path)
    {
        using Process reading = Process.Start(new ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var bytes = new MemoryStream();
        reading.StandardOutput.BaseStream.CopyTo(bytes);
        reading.WaitForExit();
        return bytes.ToArray();
    }

    private string[] Arguments(string mode, int workers) => [.. _job, "--mode", mode, "--workers", $"{workers}", "--checkpoint", Folder, "--json"];

    private static async Task<JsonDocument> RunAsync(string[] arguments)
    {
        (int exit, string output, string error) = await Command.RunAsync(["run", .. arguments, .. arguments.Contains("--json") ? (string[])[] : ["--json"]]);
        Assert.True(exit == 0, error);
        Assert.Equal("", error);
        return JsonDocument.Parse(output);
    }

    private static string Digest(JsonDocument document) => document.RootElement.GetProperty("digest").GetString()!;
}
