using Cluster.Interop;
using Cluster.TestKit;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Processes;

/// <summary>Coordinators that start, end and are killed while others sweep: nobody loses what he holds, and nothing stays.</summary>
[Trait("Fault", "63")]
public sealed class RunSweepRaceTests : IDisposable
{
    private const int Threads = 4;
    private const int Steps = 1000;

    private readonly string _root = Directory.CreateTempSubdirectory("run-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void CreateEndKillSweep_AtRandomOnSeveralThreads_SweepsNoneThatLivesAndLeavesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the steps of a kill are made with calls of Linux");
        SeededRandom random = SeededRandom.Create();
        Random[] randoms = [.. Enumerable.Range(0, Threads).Select(_ => new Random(random.Next()))];
        var failures = new List<Exception>();
        Thread[] threads = [.. randoms.Select(own => new Thread(() => Try(() => Coordinate(own), failures)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.Empty(failures);
        RunSweep.Sweep([_root]);
        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    private static void Try(Action steps, List<Exception> failures)
    {
        try
        {
            steps();
        }
        catch (Exception ex)
        {
            lock (failures) failures.Add(ex);
        }
    }

    private void Coordinate(Random random)
    {
        var living = new List<RunDirectory>();
        for (int step = 0; step < Steps / Threads; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    living.Add(RunDirectory.Create([_root]));
                    File.WriteAllText(living[^1].PipePath(0), "");
                    break;
                case 2 when living.Count > 0:
                    int which = random.Next(living.Count);
                    AssertWhole(living[which]);
                    living[which].Dispose();
                    living.RemoveAt(which);
                    break;
                case 3:
                    LeaveWreck(random);
                    break;
                default:
                    RunSweep.Sweep([_root]);
                    break;
            }

            foreach (RunDirectory one in living) AssertWhole(one);
        }

        foreach (RunDirectory one in living) one.Dispose();
    }

    private static void AssertWhole(RunDirectory directory)
    {
        Assert.True(File.Exists(Path.Combine(directory.Path, RunLock.Name)), "the lock of a directory in use was deleted");
        Assert.True(File.Exists(directory.PipePath(0)), "a socket of a directory in use was deleted");
    }

    // As a kill leaves it, after one step or another; the kernel releases the lock with the kill.
    private void LeaveWreck(Random random)
    {
        string name = Convert.ToHexStringLower(BitConverter.GetBytes(random.NextInt64()));
        string unlisted = Path.Combine(_root, RunDirectory.NewPrefix + name);
        int kill = random.Next(5);
        Directory.CreateDirectory(unlisted);
        if (kill == 0)
        {
            Directory.SetLastWriteTimeUtc(unlisted, DateTime.UtcNow.AddHours(-1));
            return;
        }

        if (kill == 1)
        {
            // Without the lock that .NET takes of a file that it writes.
            LinuxFile.Open(Path.Combine(unlisted, RunLock.Name), create: true).Dispose();
            return;
        }

        try
        {
            using SafeFileHandle? held = RunLock.Create(unlisted);
            if (held is null || kill == 2) return;
            string path = Path.Combine(_root, RunDirectory.Prefix + name);
            Directory.Move(unlisted, path);
            if (kill == 4) File.WriteAllText(Path.Combine(path, "w0"), "");
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            // Swept between the making of the lock and the taking of it, as it had no owner yet.
        }
    }
}
