using System.Runtime.Versioning;
using Cluster.Coordinator.Files;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>Which files are used, and by whom.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CheckpointFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FolderIsMissing_MakesItAndTheFileForTheOwnerOnly()
    {
        using (var file = CheckpointFile.Open(_folder["new"], "job"))
        {
            Assert.Equal(_folder["new/job.checkpoint"], file.Path);
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(file.Path));
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["new"]));
        }

        // Nothing was begun in it.
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["new"]));
    }

    [Fact]
    public void Open_AnotherHasIt_IsRefusedUntilThatOneIsGone()
    {
        using (var first = CheckpointFile.Open(_folder.Path, "job"))
        {
            first.Begin([new RunFact("job", "job")]);
            AssertRefused("is in use by another run");
            // Another job's is another file.
            CheckpointFile.Open(_folder.Path, "other").Dispose();
        }

        using var second = CheckpointFile.Open(_folder.Path, "job");
        second.Begin([new RunFact("job", "job")]);
    }

    // Between the opening and the locking of the second the first is done and deletes the file: many times, some of them at that moment.
    [Fact]
    public void Open_WhileOthersEndAndDelete_HasAFileOfThatName()
    {
        RunFact[] facts = [new("job", "job")];
        int had = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            try
            {
                using var file = CheckpointFile.Open(_folder.Path, "job");
                file.Begin(facts);
                Assert.True(File.Exists(file.Path));
                Assert.Equal(file.RecordsFrom, new FileInfo(file.Path).Length);
                Assert.True(file.Remove());
                Interlocked.Increment(ref had);
            }
            catch (FileProblemException ex)
            {
                Assert.Equal("is in use by another run", ex.What);
            }
        });
        Assert.True(had > 0);
    }

    [Theory]
    [InlineData("some text of the user's")]
    [InlineData("CLUSTER")]
    public void Open_OtherFileOfThatName_IsRefusedAndLeftAlone(string content)
    {
        _folder.Write("job.checkpoint", content);
        AssertRefused("is no checkpoint");
        Assert.Equal(content, File.ReadAllText(_folder["job.checkpoint"]));
    }

    [Theory]
    [InlineData("link", "is a link")]
    [InlineData("folder", "is a folder")]
    [InlineData("fifo", "is no regular file")]
    [InlineData("shared", "may be written by other users")]
    public void Open_NoFileOfTheOwners_IsRefused(string what, string error)
    {
        string path = _folder["job.checkpoint"];
        if (what == "link") File.CreateSymbolicLink(path, _folder.Write("target", ""));
        else if (what == "folder") Directory.CreateDirectory(path);
        else if (what == "fifo") _folder.MakeFifo("job.checkpoint");
        else File.SetUnixFileMode(_folder.Write("job.checkpoint", ""), OwnerOnly | UnixFileMode.OtherWrite);
        AssertRefused(error);
        if (what == "link") Assert.Equal(0, new FileInfo(_folder["target"]).Length);
    }

    [Fact]
    public void Open_FileOfLaxerMode_IsMadeTheOwnersOnly()
    {
        File.SetUnixFileMode(_folder.Write("job.checkpoint", ""), OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var file = CheckpointFile.Open(_folder.Path, "job");
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void Open_FolderThatCannotBe_IsRefused()
    {
        _folder.Write("file", "");
        Assert.Equal("is a file and not a folder", Refusal(_folder["file"]));
        Assert.Equal($"its folder {_folder["a"]} does not exist", Refusal(_folder["a/b"]));
        Assert.SkipUnless(Directory.Exists("/proc/self"), "there is no folder in which nobody may write");
        Assert.StartsWith("cannot be written: ", Refusal("/proc/self"), StringComparison.Ordinal);
        Assert.StartsWith("cannot be created: ", Refusal("/proc/self/new"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--top", "a\nb", "a\\u000ab")]
    [InlineData("--top", "a\\u000ab", "a\\\\u000ab")]
    [InlineData("--top", "", "")]
    public void Begin_ValuesOfAnyText_AreToldApart(string name, string value, string line)
    {
        Assert.Equal($"{name}: {line}", new RunFact(name, value).Line);
        using (var file = CheckpointFile.Open(_folder.Path, "job")) file.Begin([new RunFact(name, value), new RunFact("more", "x")]);
        using (var file = CheckpointFile.Open(_folder.Path, "job")) file.Begin([new RunFact(name, value), new RunFact("more", "x")]);
        AssertOther([new RunFact(name, value)], "it has more, and this run has not");
        AssertOther([new RunFact(name, value), new RunFact("more", "x"), new RunFact("last", "y")], "last is not in it");
        AssertOther([new RunFact(name, value + "?")], $"{name} was {line} and is {value}?");
        AssertOther([new RunFact("--bottom", value)], $"it has {name} where this run has --bottom");
    }

    private void AssertOther(RunFact[] facts, string difference)
    {
        using var file = CheckpointFile.Open(_folder.Path, "job");
        string what = Assert.Throws<FileProblemException>(() => file.Begin(facts)).What;
        Assert.Equal($"is of another run: {difference}".Replace('\n', '?'), what);
    }

    private void AssertRefused(string what) => Assert.Equal(what, Refusal(_folder.Path));

    private static string Refusal(string folder) =>
        Assert.Throws<FileProblemException>(() => CheckpointFile.Open(folder, "job")).What;
}
