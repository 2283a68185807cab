using Cluster.Coordinator.Cli;

namespace Cluster.Coordinator.Files;

/// <summary>The target is only ever the old file or the new one, and nothing else is left.</summary>
public sealed class TemporaryFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RemoveUnfinished_FileOnItsWay_LeavesTheOldOne()
    {
        string path = _folder.Write("out.json", "old");
        using var file = TemporaryFile.Create(path, 3);
        file.Write("new"u8);
        Assert.Equal(2, _folder.Names.Length);

        TemporaryFile.RemoveUnfinished();

        Assert.Equal(["out.json"], _folder.Names);
        Assert.Throws<FileProblemException>(file.Replace);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["out.json"], _folder.Names);
    }

    [Fact]
    public void RemoveUnfinished_FileInItsPlace_Stays()
    {
        using var file = TemporaryFile.Create(_folder["out.json"], 3);
        file.Write("new"u8);
        file.Replace();
        TemporaryFile.RemoveUnfinished();
        Assert.Equal("new", File.ReadAllText(_folder["out.json"]));
    }

    [Fact]
    public void Dispose_BeforeReplace_LeavesTheOldOne()
    {
        string path = _folder.Write("out.json", "old");
        using (var file = TemporaryFile.Create(path, 3)) file.Write("new"u8);
        Assert.Equal(["out.json"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void Replace_TargetHasBecomeAFolder_FailsAndLeavesNothing()
    {
        using var file = TemporaryFile.Create(_folder["out.json"], 3);
        file.Write("new"u8);
        Directory.CreateDirectory(_folder["out.json"]);
        Assert.Throws<FileProblemException>(file.Replace);
        Assert.Equal(["out.json"], _folder.Names);
    }

    [Theory]
    [InlineData("run column-sums --rows 10 --columns 4 --mode sequential --output", "out.npy")]
    [InlineData("run summarize --count 10 --mode sequential --trace", "out.json")]
    public async Task CommandLine_LinkAtTheTarget_IsReplacedAndNotFollowed(string line, string name)
    {
        string precious = _folder.Write("precious", "precious");
        File.CreateSymbolicLink(_folder[name], precious);

        Called called = await Called.Line($"{line} {_folder[name]}");

        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.Null(new FileInfo(_folder[name]).LinkTarget);
        Assert.Equal("precious", await File.ReadAllTextAsync(precious, TestContext.Current.CancellationToken));
        Assert.Equal(2, _folder.Names.Length);
    }
}
