using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Checkpoints;
using Cluster.Processes;
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

    /// <summary>What it took to its end, process included.</summary>
    internal TimeSpan Duration { get; private set; }

    /// <summary>Runs it to its end, without a checkpoint.</summary>
    internal async Task<string> DigestAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        using JsonDocument document = await RunAsync([.. _job, "--mode", "threads", "--workers", "2", "--json"]);
        Duration = Stopwatch.GetElapsedTime(begin);
        return Digest(document);
    }

    /// <summary>Runs it, and kills it at some time; returns whether it came to its end before that.</summary>
    internal async Task<bool> KillAsync(string mode, int workers, TimeSpan after)
    {
        Process coordinator = Start(mode, workers);
        await Task.Delay(after, TestContext.Current.CancellationToken);
        bool ended = coordinator.HasExited;
        await KillAsync(coordinator);
        return ended && coordinator.ExitCode == 0;
    }

    /// <summary>Runs it, and kills it once the file has that many records. Again, where it came to its end before we had looked.</summary>
    internal async Task KillAfterAsync(string mode, int workers, int records)
    {
        for (int attempt = 0; attempt < 10; attempt++)
        {
            Process coordinator = Start(mode, workers);
            await Eventually.Async(
                $"{records} chunks are kept", () => coordinator.HasExited || (IsLongEnough(records) && Records() >= records));
            bool ended = coordinator.HasExited;
            await KillAsync(coordinator);
            if (File is not null) return;
            Assert.True(ended || coordinator.ExitCode == 0);
        }

        Assert.Fail("every run was too fast to be killed in the middle");
    }

    /// <summary>Runs it to its end with what is there.</summary>
    internal async Task<(string Digest, long Resumed, long Chunks, long Computed)> ContinueAsync(string mode, int workers)
    {
        using JsonDocument document = await RunAsync([.. Arguments(mode, workers)]);
        await Schema.AssertValidWherePossibleAsync("run", document.RootElement.GetRawText());
        JsonElement checkpoint = document.RootElement.GetProperty("checkpoint");
        JsonElement workersDetail = document.RootElement.GetProperty("workersDetail");
        long computed = workersDetail.EnumerateArray().Sum(static worker => worker.GetProperty("chunks").GetInt64());
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

    private static async Task KillAsync(Process coordinator)
    {
        coordinator.Kill();
        await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("the workers are gone", static () => Command.Workers().Count == 0);
        // What a coordinator leaves that is killed while it starts workers, and the next one that starts some sweeps.
        RunDirectory.Sweep();
    }

    // Reading takes a process, and this nothing.
    private bool IsLongEnough(int records) => File is { } path && new FileInfo(path).Length > (long)records * RecordHead.Size;

    // The base library opens no file that another process has locked.
    private static byte[] Read(string path)
    {
        var info = new ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process reading = Process.Start(info)!;
        using var bytes = new MemoryStream();
        reading.StandardOutput.BaseStream.CopyTo(bytes);
        reading.WaitForExit();
        return bytes.ToArray();
    }

    private string[] Arguments(string mode, int workers) =>
        [.. _job, "--mode", mode, "--workers", $"{workers}", "--checkpoint", Folder, "--json"];

    private static async Task<JsonDocument> RunAsync(string[] arguments)
    {
        (int exit, string output, string error) = await Command.RunAsync(["run", .. arguments]);
        Assert.True(exit == 0, error);
        Assert.Equal("", error);
        return JsonDocument.Parse(output);
    }

    private static string Digest(JsonDocument document) => document.RootElement.GetProperty("digest").GetString()!;
}
