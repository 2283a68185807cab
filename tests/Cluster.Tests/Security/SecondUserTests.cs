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
        ("open the shared memory, or write what workers note", OpenAny),
        ("read the worker's memory", "open(f'/proc/{WORKER}/mem', 'rb').read(1)"),
        ("end or stop the processes", KillAny),
        ("attach a debugger", Attach),
        ("raise or lower the worker's limits", "import resource; resource.prlimit(WORKER, resource.RLIMIT_AS, (1, 1))"),
    ];

    private const string OpenAny = """
        import os, sys
        for number in range(1000):
            for mode in (os.O_RDONLY, os.O_RDWR):
                try: os.open(f'/proc/{COORDINATOR}/fd/{number}', mode); sys.exit(0)
                except (PermissionError, FileNotFoundError): pass
        sys.exit('Permission denied for all')
        """;

    private const string Attach = """
        import ctypes, os, sys
        libc = ctypes.CDLL(None, use_errno=True)
        sys.exit(0 if libc.ptrace(16, WORKER, 0, 0) == 0 else os.strerror(ctypes.get_errno()))
        """;

    private const string KillAny = """
        import os, signal, sys
        done = 0
        for process in (WORKER, COORDINATOR):
            for sent in (signal.SIGINT, signal.SIGSTOP, signal.SIGKILL):
                try: os.kill(process, sent); done += 1
                except PermissionError: pass
        sys.exit(0 if done else 'not permitted, six times')
        """;

    [Fact]
    [Trait("Fault", "57")]
    [Trait("Fault", "60")]
    public async Task Run_AnotherUserTriesTwelveWaysIn_IsRefusedTwelveTimes()
    {
        Assert.SkipWhen(OtherUser.Missing is not null, OtherUser.Missing ?? "");
        RunRequest request = Runs.Small("column-sums");
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        var wonOver = new List<string>();

        HashSet<string> before = [.. RunDirectories()];
        Task<WorkerPool> start = WorkerPool.StartAsync(
            new PoolOptions { Workers = 1 }, SlowWorker, NullLogger.Instance, TestContext.Current.CancellationToken);
        string directory;
        try
        {
            directory = await OwnRunDirectoryAsync(before);
            // The shell that is to become the worker.
            int starting = ProcessTable.Children().Single();
            foreach ((string name, string script) in WhileAWorkerStarts) await TryAsync(name, script, directory, starting, wonOver);
            Assert.False(start.IsCompleted, "the worker was ready before everything was tried");
        }
        catch
        {
            // The tests that follow must not find its worker.
            await (await start.OrTimeout()).DisposeAsync();
            throw;
        }

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
        else if (!said.Contains("ermission", StringComparison.Ordinal) && !said.Contains("not permitted", StringComparison.Ordinal)) wonOver.Add($"{name}: {said}");
    }

    private static IEnumerable<string> RunDirectories()
    {
        string?[] roots = [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/run/user/0", Path.GetTempPath()];
        return roots.OfType<string>().Where(Directory.Exists).SelectMany(static root => Directory.EnumerateDirectories(root, "cluster-*"));
    }

    // No other test runs, so what was not there before is ours.
    private static async Task<string> OwnRunDirectoryAsync(HashSet<string> before)
    {
        string? socket = null;
        await Eventually.Async(
            "the worker's socket is there",
            () => (socket = RunDirectories().Except(before).Select(static directory => Path.Combine(directory, "w0")).FirstOrDefault(File.Exists)) is not null);
        return Path.GetDirectoryName(socket)!;
    }
}
