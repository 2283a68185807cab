using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Faults;

/// <summary>The files that a run stands on are taken away, exchanged or left behind.</summary>
public sealed class RunFilesTests : ProcessTest, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("files-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Fault", "62")]
    public async Task Start_AfterFiftyKilledStarts_SweepsWhatTheyLeft()
    {
        string root = _folder.CreateSubdirectory("root").FullName;
        int left = 0;
        for (int i = 0; i < 50; i++)
        {
            using StartedRun coordinator = Start(Command.Program, root);
            await Eventually.Async("it starts workers", () => Directory.GetDirectories(root).Length > left || coordinator.HasExited);
            coordinator.Kill();
            // The kill may come after the end of the start, and the next start sweeps.
            left = Directory.GetDirectories(root).Length;
        }

        await Eventually.Async("the workers are gone", () => Command.Workers().Count == 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{left} directories were left");
        Assert.NotEqual(0, left);
        // Some are killed between the making of a directory and that of its lock: those are left alone for a minute.
        foreach (RunLeftover one in RunSweep.Look([root]).Where(static one => one.KeptBecause is not null))
        {
            Assert.StartsWith("has no lock", one.KeptBecause, StringComparison.Ordinal);
            Directory.SetLastWriteTimeUtc(one.Path, DateTime.UtcNow.AddMinutes(-2));
        }

        using StartedRun last = Start(Command.Program, root);
        await Eventually.Async("nothing is left", () => Command.Workers().Count == 2 && Directory.GetFileSystemEntries(root).Length == 0);
        last.Kill();
        await Eventually.Async("the workers are gone", () => Command.Workers().Count == 0);
        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    [Trait("Fault", "64")]
    public async Task Run_ItsRootIsRemoved_LostWorkersAreReplacedAllTheSame()
    {
        string root = _folder.CreateSubdirectory("root").FullName;
        using StartedRun coordinator = Start(Command.Program, root);
        await Eventually.Async("workers run, and nothing on disk is needed", () => Command.Workers().Count == 2 && Directory.GetFileSystemEntries(root).Length == 0);
        Directory.Delete(root, recursive: true);
        IReadOnlyList<int> before = Command.Workers();
        using (var victim = Process.GetProcessById(before[0])) victim.Kill();
        await Eventually.Async("the lost one is replaced", () => Command.Workers() is { Count: 2 } now && !now.Contains(before[0]) && now.All(StartedRun.IsAtWork));
        Assert.False(coordinator.HasExited);
        coordinator.Kill();
        await Eventually.Async("the workers are gone", () => Command.Workers().Count == 0);
        Assert.False(Directory.Exists(root));
    }

    [Fact]
    [Trait("Fault", "76")]
    public async Task Run_WorkerIsExchangedForAnotherBuild_ReplacementsAreRefusedWithBothNamed()
    {
        string program = CopyOfProgram();
        string shared = Path.Combine(Path.GetDirectoryName(program)!, "Cluster.Shared.dll");
        using StartedRun coordinator = Start(program, _folder.FullName, quiet: false);
        Task<string> error = coordinator.ErrorAsync();
        await Eventually.Async("workers run", () => Command.Workers(Path.GetDirectoryName(program)!).Count(StartedRun.IsAtWork) == 2);

        // As a package manager does it: the files of those that run stay as they are.
        OwnAssembly.CopyAsOtherBuild(shared, $"{shared}.new");
        File.Move($"{shared}.new", shared, overwrite: true);
        Guid other = BuildOf(shared);
        Assert.NotEqual(ProtocolVersion.BuildId, other);
        int kills = 0;
        await Eventually.Async("no worker is left, because none of the other build is taken", () =>
        {
            foreach (int worker in Command.Workers(Path.GetDirectoryName(program)!).Where(StartedRun.IsAtWork))
            {
                Kill(worker);
                kills++;
            }

            return coordinator.HasExited;
        });

        string said = await error;
        Assert.Contains($"worker has protocol {ProtocolVersion.Current} build {other:n}", said, StringComparison.Ordinal);
        Assert.Contains($"coordinator has protocol {ProtocolVersion.Current} build {ProtocolVersion.BuildId:n}", said, StringComparison.Ordinal);
        Assert.NotEqual(0, coordinator.ExitCode);
        Assert.InRange(kills, 2, int.MaxValue);
    }

    [Fact]
    [Trait("Fault", "62")]
    public async Task Doctor_Leftovers_AreListedAndCleanedAwayByLock()
    {
        string root = _folder.CreateSubdirectory("root").FullName;
        string dead = Directory.CreateDirectory(Path.Combine(root, "cluster-0123456789abcdef")).FullName;
        await File.WriteAllTextAsync(Path.Combine(dead, "lock"), "", TestContext.Current.CancellationToken);
        using var living = RunDirectory.Create([root]);
        var environment = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = root };

        (int code, string output, _) = await Command.RunAsync(environment, ["doctor"]);
        Assert.Equal(0, code);
        Assert.Contains(dead, output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.True(Directory.Exists(dead));

        (code, output, _) = await Command.RunAsync(new Dictionary<string, string>(environment) { ["COLUMNS"] = "300" }, ["doctor", "--clean"]);
        Assert.Equal(0, code);
        Assert.Matches($"removed +{dead}", output);
        Assert.Matches($"kept +{living.Path}: is in use", output);
        Assert.Equal([living.Path], Directory.GetDirectories(root));
    }

    private static StartedRun Start(string program, string root, bool quiet = true)
    {
        var info = new ProcessStartInfo(program, StartedRun.Endless.Where(word => quiet || word != "--quiet"));
        info.Environment["XDG_RUNTIME_DIR"] = root;
        return StartedRun.Start(info);
    }

    private string CopyOfProgram()
    {
        DirectoryInfo copy = _folder.CreateSubdirectory("program");
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(OwnAssembly.Path("Coordinator"))!))
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        return Path.Combine(copy.FullName, "coordinator");
    }

    private static Guid BuildOf(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static void Kill(int worker)
    {
        try
        {
            using var process = Process.GetProcessById(worker);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }
}
