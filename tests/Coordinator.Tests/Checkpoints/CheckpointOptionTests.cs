using System.Text.Json;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Files;

namespace Cluster.Coordinator.Checkpoints;

/// <summary><c>--checkpoint</c> on the command line.</summary>
public sealed class CheckpointOptionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run summarize --count 100 --repeat 2", "--checkpoint: is of one repetition without warm-up (")]
    [InlineData("run summarize --count 100 --warmup 1", "--checkpoint: is of one repetition without warm-up (")]
    [InlineData("run shared-counter --increments 100", "--checkpoint: shared-counter counts in memory that chunks have in common")]
    public async Task Run_CannotBeContinued_IsRefused(string line, string error)
    {
        Called called = await Called.Line($"{line} --mode threads --checkpoint {_folder.Path}");
        called.AssertRefused(ExitCode.BadUsage, error);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task Compare_HasNoSuchOption()
    {
        Called called = await Called.Line($"compare summarize --count 100 --checkpoint {_folder.Path}");
        Assert.Equal(ExitCode.BadUsage, called.ExitCode);
        Assert.Contains("--checkpoint", called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Completes_SaysSoAndDeletesTheFile()
    {
        Called called = await Called.Line($"run monte-carlo-pi --samples 1000 --tasks 5 --mode threads --json --checkpoint {_folder.Path}");
        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        AssertCheckpoint(called, chunks: 5, resumed: 0);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task Run_Continues_SaysHowMuchWasThere()
    {
        await KeptRuns.RunAsync(KeptRuns.Request("gaussian-mixture"), _folder.Path);
        byte[] whole = File.ReadAllBytes(_folder["gaussian-mixture.checkpoint"]);
        string line = "run gaussian-mixture --points 57 --dimensions 2 --components 2 --iterations 3 --chunk-size 20 --mode sequential" +
            $" --checkpoint {_folder.Path}";

        Called document = await Called.Line($"{line} --json");
        Assert.Equal((0, ""), (document.ExitCode, document.Error));
        // Three updates, and the likelihood of the last.
        AssertCheckpoint(document, chunks: 12, resumed: 12);

        _folder.Write("gaussian-mixture.checkpoint", whole[..^1]);
        Called table = await Called.Line(line);
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Matches(@"(?m)^ *resumed +11 of 12 chunks from the checkpoint$", table.Output);
        Assert.Empty(_folder.Names);
    }

    // Rows come from the checkpoint as well, and go to the file.
    [Fact]
    public async Task Run_ContinuesToAnOutputFile_WritesTheSame()
    {
        string line = $"run distance-matrix --points 11 --dimensions 2 --chunk-size 4 --mode threads --workers 2 --output ";
        Assert.Equal(0, (await Called.Line($"{line}{_folder["a.npy"]}")).ExitCode);
        await KeptRuns.RunAsync(KeptRuns.Request("distance-matrix"), _folder.Path);
        Assert.Equal(0, (await Called.Line($"{line}{_folder["b.npy"]} --checkpoint {_folder.Path}")).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["a.npy"]), File.ReadAllBytes(_folder["b.npy"]));
        Assert.Equal(["a.npy", "b.npy"], _folder.Names);
    }

    [Fact]
    public async Task Run_FileIsDamaged_WarnsUnlessQuiet()
    {
        foreach (string quiet in (string[])["", " --quiet"])
        {
            await KeptRuns.RunAsync(KeptRuns.Request("monte-carlo-pi"), _folder.Path);
            byte[] damaged = File.ReadAllBytes(_folder["monte-carlo-pi.checkpoint"]);
            damaged[^1] ^= 1;
            _folder.Write("monte-carlo-pi.checkpoint", damaged);
            Called called = await Called.Line(
                $"run monte-carlo-pi --samples 1000 --tasks 5 --mode threads --json --checkpoint {_folder.Path}{quiet}");
            Assert.Equal(0, called.ExitCode);
            AssertCheckpoint(called, chunks: 5, resumed: 4);
            if (quiet.Length > 0) Assert.Equal("", called.Error);
            else Assert.Matches(@"^warning: .*/monte-carlo-pi\.checkpoint: the record at byte [\d,]+ is damaged; [^\n]*\n$", called.Error);
        }
    }

    private void AssertCheckpoint(Called called, int chunks, int resumed)
    {
        using var document = JsonDocument.Parse(called.Output);
        JsonElement checkpoint = document.RootElement.GetProperty("checkpoint");
        Assert.Equal(["file", "chunks", "resumed"], checkpoint.EnumerateObject().Select(static property => property.Name));
        Assert.StartsWith(_folder.Path, checkpoint.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal((chunks, resumed), (checkpoint.GetProperty("chunks").GetInt32(), checkpoint.GetProperty("resumed").GetInt32()));
    }
}
