using System.Reflection;
using System.Text.Json;
using Cluster.Coordinator.Files;
using Cluster.Memory;
using Cluster.Processes;
using Cluster.Protocol;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Keeps the constants of this machine from call to call, in <c>machine.json</c> below the user's cache directory.</summary>
/// <remarks>A file that cannot be read, is damaged, or is of another machine or build counts as none, and the next one takes its place.</remarks>
/// <param name="path">Of the file; null where there is no place for one.</param>
internal sealed class MachineCache(string? path)
{
    // What the probes map: enough for every way to large pages to be tried.
    private const long LargeInput = 64 << 20;

    // A file of a machine with 64 cores has 40 KB.
    private const long MostBytes = 1 << 20;

    internal string? Path => path;

    /// <summary>That of the user: <c>$XDG_CACHE_HOME/cluster</c>, or <c>~/.cache/cluster</c>.</summary>
    internal static MachineCache OfUser()
    {
        string? root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!System.IO.Path.IsPathRooted(root))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            root = home.Length > 0 ? System.IO.Path.Combine(home, ".cache") : null;
        }

        return new MachineCache(root is null ? null : System.IO.Path.Combine(root, "cluster", "machine.json"));
    }

    /// <summary>What is to be the same for constants to be of use.</summary>
    internal static MachineIdentity Identify(string cpu, int cores, long memoryBytes, string kernel, string runtime, PoolOptions pool)
    {
        Guid build = Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId;
        string pages = $"{LargeFile.Way(LargeInput, new SegmentUse(HugePageWords.OfEnvironment, IsSealed: true))}";
        string builds = $"{build:n}-{ProtocolVersion.BuildId:n}";
        return new MachineIdentity(cpu, cores, memoryBytes, kernel, runtime, builds, pool.SocketBuffer, pages);
    }

    /// <summary>Null when there are none for <paramref name="identity"/>.</summary>
    internal MachineCosts? Load(MachineIdentity identity)
    {
        try
        {
            if (path is null || new FileInfo(path) is not { Exists: true, Length: <= MostBytes }) return null;
            MachineCosts? costs = JsonSerializer.Deserialize(File.ReadAllBytes(path), MachineCostsJson.Default.MachineCosts);
            return costs is not null && costs.Identity == identity && costs.IsSound ? costs : null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps them; null when that worked, otherwise why it did not.</summary>
    internal string? Save(MachineCosts costs)
    {
        if (path is null) return "there is no home directory";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            byte[] document = JsonSerializer.SerializeToUtf8Bytes(costs, MachineCostsJson.Default.MachineCosts);
            using var file = TemporaryFile.Create(path, document.Length);
            file.Write(document);
            file.Replace();
            return null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or FileProblemException)
        {
            return ex.Message;
        }
    }
}
