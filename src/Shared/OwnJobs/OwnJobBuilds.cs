using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Cluster.OwnJobs;

/// <summary>Of which builds an own assembly and all that it brings with it are.</summary>
internal static class OwnJobBuilds
{
    /// <summary>Module version ids, by name in order: the assembly's, and those of what it refers to, directly or not.</summary>
    /// <remarks>Reads the files as they are now. What is loaded by other ways than references is not among them.</remarks>
    /// <param name="path">Full path of the assembly.</param>
    /// <exception cref="OwnJobException">A file cannot be read.</exception>
    internal static IReadOnlyDictionary<string, Guid> Read(string path)
    {
        var builds = new SortedDictionary<string, Guid>(StringComparer.Ordinal);
        var context = new OwnJobContext(path);
        var left = new Queue<string>([path]);
        while (left.TryDequeue(out string? file))
        {
            (string name, Guid build, IReadOnlyList<AssemblyName> references) = Read(file, path);
            if (!builds.TryAdd(name, build)) continue;
            foreach (AssemblyName reference in references)
                if (context.FileOf(reference) is { } found) left.Enqueue(found);
        }

        return builds;
    }

    private static (string Name, Guid Build, IReadOnlyList<AssemblyName> References) Read(string file, string subject)
    {
        try
        {
            using var reader = new PEReader(File.OpenRead(file));
            MetadataReader metadata = reader.GetMetadataReader();
            return (
                metadata.GetString(metadata.GetAssemblyDefinition().Name),
                metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
                [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())]);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            string what = $"{file} cannot be read: {ex.Message.TrimEnd('.')}";
            throw new OwnJobException(subject, what, "check the files beside the assembly", ex);
        }
    }
}
