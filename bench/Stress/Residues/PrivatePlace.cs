namespace Cluster.Stress.Residues;

/// <summary>The temporary and the runtime directory of this process and of all that it starts: a private one.</summary>
/// <remarks>Whatever is left in it is ours, and a process with its path in the environment is ours, whoever its parent is now.</remarks>
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
