using System.Diagnostics;

namespace Cluster.Coordinator.Files;

/// <summary>A folder of its own for each test; removed afterwards, whatever lies in it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cluster-files-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names of what is there, in order.</summary>
    public string[] Names => [.. Directory.GetFileSystemEntries(Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal)!];

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public string MakeFifo(string name)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo") || File.Exists("/bin/mkfifo"), "mkfifo is not installed");
        using Process process = Process.Start("mkfifo", [this[name]]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
