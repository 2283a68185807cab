using System.Text.Json.Nodes;
using Cluster.Coordinator.Files;

namespace Cluster.Coordinator.Measurement.Advice;

public sealed class MachineCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "cluster", "machine.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_AfterSave_GivesTheSame()
    {
        var cache = new MachineCache(File);

        Assert.Null(cache.Load(MadeUp.Machine.Identity));
        Assert.Null(cache.Save(MadeUp.Machine));

        MachineCosts loaded = cache.Load(MadeUp.Machine.Identity)!;
        Assert.Equal(MadeUp.Machine.Shared, loaded.Shared);
        Assert.Equal(MadeUp.Machine.ByWorkers, loaded.ByWorkers);
        Assert.Equal(MadeUp.Machine.Json.Send.Points, loaded.Json.Send.Points);
        Assert.Equal(MadeUp.Machine.ReadBytesPerSecond.Points, loaded.ReadBytesPerSecond.Points);
        Assert.Equal([File], Directory.EnumerateFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void Load_AnotherMachineOrBuild_IsNone()
    {
        var cache = new MachineCache(File);
        Assert.Null(cache.Save(MadeUp.Machine));

        MachineIdentity here = MadeUp.Machine.Identity;
        foreach (MachineIdentity other in (MachineIdentity[])
            [here with { Cpu = "x" }, here with { Cores = 5 }, here with { MemoryBytes = 1 }, here with { Kernel = "7" }, here with { Runtime = "x" },
             here with { Build = "x" }, here with { SocketBuffer = 1 }, here with { Pages = "x" }])
            Assert.Null(cache.Load(other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("{\"identity\": null}")]
    [InlineData("\0\0\0\0")]
    public void Load_DamagedFile_IsNoneAndIsReplaced(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);
        var cache = new MachineCache(File);

        Assert.Null(cache.Load(MadeUp.Machine.Identity));
        Assert.Null(cache.Save(MadeUp.Machine));
        Assert.NotNull(cache.Load(MadeUp.Machine.Identity));
    }

    [Theory]
    [InlineData("byWorkers", "[]")]
    [InlineData("byWorkers", "null")]
    [InlineData("cacheBytes", "0")]
    [InlineData("misfit", "7")]
    [InlineData("readBytesPerSecond", "{\"points\": []}")]
    [InlineData("json", "{\"send\": {\"points\": []}, \"receive\": {\"points\": []}}")]
    public void Load_FileThatCannotBeComputedWith_IsNone(string field, string value)
    {
        var cache = new MachineCache(File);
        Assert.Null(cache.Save(MadeUp.Machine));
        JsonNode document = JsonNode.Parse(System.IO.File.ReadAllText(File))!;
        Assert.NotNull(document[field]);
        document[field] = JsonNode.Parse(value);
        System.IO.File.WriteAllText(File, document.ToJsonString());

        Assert.Null(cache.Load(MadeUp.Machine.Identity));
    }

    [Fact]
    public void Load_FileWithoutAField_IsNone()
    {
        var cache = new MachineCache(File);
        Assert.Null(cache.Save(MadeUp.Machine));
        JsonObject document = JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();
        foreach (string field in document.Select(static property => property.Key).ToList())
        {
            JsonObject less = JsonNode.Parse(document.ToJsonString())!.AsObject();
            less.Remove(field);
            System.IO.File.WriteAllText(File, less.ToJsonString());
            Assert.True(cache.Load(MadeUp.Machine.Identity) is null, field);
        }
    }

    [Fact]
    public void Save_NoPlace_SaysWhy()
    {
        Assert.NotNull(new MachineCache(null).Save(MadeUp.Machine));

        // A file where a folder should be.
        System.IO.File.WriteAllText(Path.Combine(_folder.Path, "cluster"), "");
        Assert.NotNull(new MachineCache(File).Save(MadeUp.Machine));
        Assert.Null(new MachineCache(File).Load(MadeUp.Machine.Identity));
    }
}
