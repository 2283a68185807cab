using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Cluster.Tasks.Functions;

/// <summary>Assemblies of one directory that the worker's own dependencies do not include, and what they depend on.</summary>
/// <remarks>
/// One rule for whatever is asked for, so that a type is the same from whichever side it is reached: the default context where it has the build that lies in
/// the directory, and the directory otherwise. What does not lie there is the default context's, and so are the types of this assembly in any case.
/// </remarks>
internal sealed class FunctionLoadContext : AssemblyLoadContext
{
    private readonly string _directory;
    private readonly AssemblyDependencyResolver? _dependencies;

    /// <param name="path">An assembly in the directory; a list of dependencies beside it is followed.</param>
    internal FunctionLoadContext(string path)
        : base(path)
    {
        _directory = Path.GetDirectoryName(path) ?? "";
        try
        {
            _dependencies = new AssemblyDependencyResolver(path);
        }
        catch (InvalidOperationException)
        {
            // A program that hosts the runtime by itself has no such resolver; what lies in the directory is found without.
        }
    }

    /// <summary>The version id in a file; null if there is none.</summary>
    internal static Guid? VersionOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!image.HasMetadata) return null;
            MetadataReader metadata = image.GetMetadataReader();
            return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or BadImageFormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The assembly of a name in the default context; null if it has none.</summary>
    internal static Assembly? InDefault(string name)
    {
        try
        {
            // Not by its constructor, which would take a comma for the end of the name.
            return Default.LoadFromAssemblyName(new AssemblyName { Name = name });
        }
        catch (Exception ex) when (ex is IOException or BadImageFormatException or ArgumentException)
        {
            return null;
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || name == typeof(FunctionLoadContext).Assembly.GetName().Name) return null;
        string? path = _dependencies?.ResolveAssemblyToPath(assemblyName) ?? Path.Combine(_directory, $"{name}.dll");
        if (VersionOf(path) is not { } version || InDefault(name)?.ManifestModule.ModuleVersionId == version) return null;
        return LoadFromAssemblyPath(path);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _dependencies?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
