using System.Diagnostics;
using Cluster.TestKit;
using Cluster.Tests.Pools.Crashes;

namespace Cluster.Tests.Pools.Load;

/// <summary>Tasks that write far more to their output than pipes hold.</summary>
[Trait("Fault", "72")]
public sealed class OutputFloodTests : PoolTest
{
    private const int Pieces = 64;

    // Far more than a buffer for each stream takes, and far less than what is written.
    private const long Growth = 48L << 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_MuchToBothStreams_NothingHangsAndMemoryStays(bool listens)
    {
        int bytes = TestScale.Of(64 << 20, 1 << 30) / Pieces;
        long heard = 0;
        await using ProcessPool pool = await StartAsync(options => options.OutputReceived = listens ? line => Interlocked.Add(ref heard, line.Text.Length) : null);
        await pool.ForEachAsync(Write, Enumerable.Repeat(64 << 10, 4)).OrTimeout();
        using Process process = Process.GetCurrentProcess();
        long before = process.WorkingSet64;
        await pool.ForEachAsync(Write, Enumerable.Repeat(bytes, Pieces)).WaitAsync(TimeSpan.FromMinutes(10));
        process.Refresh();
        TestContext.Current.TestOutputHelper?.WriteLine($"{(long)bytes * Pieces:N0} bytes, memory grew by {process.WorkingSet64 - before:N0}");
        Assert.InRange(process.WorkingSet64 - before, long.MinValue, Growth);
        if (listens) await Eventually.Async("all of it is heard", () => Interlocked.Read(ref heard) >= (long)bytes * Pieces * 9 / 10);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    // A line in pieces: half of the bytes without any end of a line.
    private static void Write(int bytes)
    {
        using Stream output = Console.OpenStandardOutput(), error = Console.OpenStandardError();
        byte[] line = new byte[1000];
        Array.Fill(line, (byte)'x');
        for (int written = 0; written < bytes; written += line.Length)
        {
            line[^1] = (byte)(written < bytes / 2 ? '\n' : 'x');
            (written / line.Length % 2 == 0 ? output : error).Write(line);
        }
    }
}
