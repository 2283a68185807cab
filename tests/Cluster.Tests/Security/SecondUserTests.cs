using System.Globalization;
using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Security;

/// <summary>Another user of the machine, who knows everything but the token, against a run: nothing works, and the run does not notice.</summary>
public sealed class SecondUserTests : ProcessTest
{
    // Long enough for all that is tried while a worker starts.
    private static readonly WorkerProgram SlowWorker = new("/bin/sh", ["-c", $"sleep 3; exec '{Path.Combine(AppContext.BaseDirectory, "worker")}'"]);

    // Each is a script that ends with exit code 0 if it got what it wanted.
    private static readonly (string Name, string Script)[] WhileAWorkerStarts =
    [
        ("look into the run directory", "import os; os.listdir(DIR)"),
        ("connect to a worker's socket", "import socket; socket.socket(socket.AF_UNIX).connect(DIR + '/w0')"),
        ("put a socket of one's own there", "import socket; socket.socket(socket.AF_UNIX).bind(DIR + '/w9')"),
        ("move the run directory away", "import os; os.rename(DIR, DIR + '-moved')"),
        ("delete the run directory", "import shutil; shutil.rmtree(DIR)"),
        ("read the token from the worker's input", "open(f'/proc/{WORKER}/fd/0', 'rb').read(1)"),
    ];

    private static readonly (string Name, string Script)[] WhileTheyCompute =
    [
        ("read the worker's environment", "open(f'/proc/{WORKER}/environ', 'rb').read(1)"),
        ("open the shared memory", "import os; [os.open(f'/proc/{COORDINATOR}/fd/{n}', os.O_RDONLY) for n in range(200)]"),
        ("read the worker's memory", "open(f'/proc/{WORKER}/mem', 'rb').read(1)"),
        ("end or stop the processes", KillAny),
        ("attach a debugger", "import ctypes, sys; sys.exit(0 if ctypes.CDLL(None).ptrace(16, WORKER, 0, 0) == 0 else 1)"),
        ("raise or lower the worker's limits", "import resource; resource.prlimit(WORKER, resource.RLIMIT_AS, (1, 1))"),
    ];

    private const string KillAny = """
        import os, signal, sys
        done = 0
        for process in (WORKER, COORDINATOR):
            for sent in (signal.SIGINT, signal.SIGSTOP, signal.SIGKILL):
                try: os.kill(process, sent); done += 1
                except PermissionError: pass
        sys.exit(0 if done else 1)
        """;

    [Fact]
    [Trait("Fault", "57")]
    [Trait("Fault", "58")]
    [Trait("Fault", "60")]
    public async Task Run_AnotherUserTriesTwelveWaysIn_IsRefusedTwelveTimes()
    {
        Assert.SkipWhen(OtherUser.Missing is not null, OtherUser.Missing ?? "");
        RunRequest request = Runs.Small("column-sums");
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        var wonOver = new List<string>();

        Task<WorkerPool> start = WorkerPool.StartAsync(
            new PoolOptions { Workers = 1 }, SlowWorker, NullLogger.Instance, TestContext.Current.CancellationToken);
        string directory = await OwnRunDirectoryAsync();
        int starting = Child();
        foreach ((string name, string script) in WhileAWorkerStarts) await TryAsync(name, script, directory, starting, wonOver);
        Assert.False(start.IsCompleted, "the worker was ready before everything was tried");
        await using WorkerPool pool = await start.OrTimeout();

        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: true, null, CancellationToken.None);
        await using var executor = ProcessExecutor.Open(job, store, inline: false, pool);
        foreach ((string name, string script) in WhileTheyCompute) await TryAsync(name, script, directory, pool.ProcessIds[0], wonOver);
        Assert.Equal(expected, await Digests.OfAsync(executor, job, store));

        Assert.Equal(12, WhileAWorkerStarts.Length + WhileTheyCompute.Length);
        Assert.Empty(wonOver);
        Assert.Equal(0, pool.WorkersLost);
    }

    private static async Task TryAsync(string name, string script, string directory, int worker, List<string> wonOver)
    {
        string names = $"DIR = '{directory}'; WORKER = {worker}; COORDINATOR = {Environment.ProcessId}\n";
        (int exitCode, string said) = await OtherUser.RunAsync(names + script);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {(exitCode == 0 ? "got in" : $"refused ({said})")}");
        if (exitCode == 0) wonOver.Add(name);
        // It must be the system that refuses, not a mistake in the script.
        else if (said.Length > 0 && !said.Contains("ermission", StringComparison.Ordinal) && !said.Contains("not permitted", StringComparison.Ordinal)) wonOver.Add($"{name}: {said}");
    }

    // No other test runs, so whatever is there is ours.
    private static async Task<string> OwnRunDirectoryAsync()
    {
        string?[] roots = [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/run/user/0", Path.GetTempPath()];
        string? socket = null;
        await Eventually.Async(
            "the worker's socket is there",
            () => (socket = roots.OfType<string>().Where(Directory.Exists).SelectMany(static root => Directory.EnumerateDirectories(root, "cluster-*"))
                .Select(static directory => Path.Combine(directory, "w0")).FirstOrDefault(File.Exists)) is not null);
        return Path.GetDirectoryName(socket)!;
    }

    // The shell that is to become the worker. Its name is in brackets, before the state and the parent.
    private static int Child() => (
        from process in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(process), out _)
        let line = File.ReadAllText(Path.Combine(process, "stat"))
        where line[(line.LastIndexOf(')') + 2)..].Split(' ')[1] == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
        select int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)).Single();
}
