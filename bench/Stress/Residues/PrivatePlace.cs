namespace Cluster.Stress.Residues;

/// <summary>A directory that takes the place of the temporary and of the runtime directory, for this process and all that it starts.</summary>
/// <remarks>So whatever is left in it is ours, and a process with its path in the environment is ours, too, whoever its parent is now.</remarks>
internal sealed class PrivatePlace : IDisposable
{
    internal PrivatePlace()
    {
        Path = Directory.CreateTempSubdirectory("stress-").FullName;
        foreach (string name in (string[])["TMPDIR", "XDG_RUNTIME_DIR"]) Environment.SetEnvironmentVariable(name, Path);
    }

    internal string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
