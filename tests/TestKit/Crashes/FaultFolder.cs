namespace Cluster.TestKit.Crashes;

/// <summary>The tickets of one run: a directory that is gone when it is disposed.</summary>
internal sealed class FaultFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("faults-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
