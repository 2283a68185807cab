using System.Text;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.Faults;

namespace Cluster.Tests.Security;

/// <summary>What others can see of a worker has no secret in it.</summary>
public sealed class SecretsTests : ProcessTest
{
    // Notes what a worker is told, and becomes a worker that is told the same.
    private const string NotingWorker = """
        import os, sys
        record = os.read(0, 4096)
        open(sys.argv[1], 'wb').write(record)
        reading, writing = os.pipe()
        os.set_inheritable(writing, True)
        os.write(writing, record)
        os.dup2(reading, 0)
        os.execv(sys.argv[2], [sys.argv[2]])
        """;

    [Fact]
    [Trait("Fault", "59")]
    public async Task Worker_ArgumentsEnvironmentAndLog_DoNotHaveTheToken()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "needs python3");
        string notes = Path.Combine(Path.GetTempPath(), $"notes-{Guid.NewGuid():n}");
        var program = new WorkerProgram("/usr/bin/python3", ["-c", NotingWorker, notes, Path.Combine(AppContext.BaseDirectory, "worker")]);
        var log = new CollectingLog();
        try
        {
            await using WorkerPool pool = await WorkerPool.StartAsync(new PoolOptions { Workers = 1 }, program, log, CancellationToken.None).OrTimeout();
            byte[] token = (await File.ReadAllBytesAsync(notes, TestContext.Current.CancellationToken))[16..48];
            string process = $"/proc/{pool.ProcessIds[0]}";
            byte[] seen = [.. File.ReadAllBytes($"{process}/cmdline"), .. File.ReadAllBytes($"{process}/environ"), .. Encoding.UTF8.GetBytes(string.Concat(log.Lines))];

            for (int i = 0; i + 4 <= token.Length; i++) Assert.Equal(-1, seen.AsSpan().IndexOf(token.AsSpan(i, 4)));
            string text = Encoding.Latin1.GetString(seen);
            Assert.DoesNotContain(Convert.ToHexStringLower(token)[..16], text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(token)[..12], text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(notes);
        }
    }
}
