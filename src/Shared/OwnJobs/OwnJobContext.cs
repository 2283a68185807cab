using System.Reflection;
using System.Runtime.Loader;
using Cluster.Jobs;

namespace Cluster.OwnJobs;

/// <summary>Where an own assembly and what it needs are loaded, apart from what the program itself needs.</summary>
/// <remarks>
/// <code>
///   Cluster.Shared         the program's own, always: the contract's types are the same on both sides
///   the runtime's          the program's own, where it is as new as what is asked for
///   anything else          what lies beside the assembly, as its .deps.json says; never what the program brought for itself
/// </code>
/// The last line keeps coordinator and workers alike: they have different packages of their own, and a job that found one of the coordinator's would run
/// in modes <c>sequential</c> and <c>threads</c> and fail in the others.
/// </remarks>
internal sealed class OwnJobContext : AssemblyLoadContext
{
    private static readonly Assembly Contract = typeof(IJob).Assembly;
    private static readonly string Runtime = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly AssemblyDependencyResolver _resolver;

    /// <param name="path">Full path of the assembly.</param>
    /// <exception cref="InvalidOperationException">Its .deps.json cannot be read.</exception>
    internal OwnJobContext(string path)
        : base(System.IO.Path.GetFileName(path)) => (Path, _resolver) = (path, new AssemblyDependencyResolver(path));

    internal string Path { get; }

    /// <summary>What keeps a reference of the assembly from being loaded; null for nothing.</summary>
    /// <param name="subject">The assembly, as it was named.</param>
    /// <param name="name">What it refers to.</param>
    internal OwnJobException? Refuse(string subject, AssemblyName name)
    {
        if (name.Name == Contract.GetName().Name)
            return FitsContract(name) ? null : OwnJobException.ForOtherContract(subject, name.Version, Contract.GetName().Version);
        if (OfRuntime(name) is { } here && here < name.Version && _resolver.ResolveAssemblyToPath(name) is null)
            return new OwnJobException(subject, $"needs {name.Name} {name.Version}, this runtime has {here}", $"build it for .NET {Environment.Version.Major}");
        return OfRuntime(name) is null && _resolver.ResolveAssemblyToPath(name) is null
            ? new OwnJobException(
                subject, $"needs {name.Name} {name.Version}, which is not beside it",
                "put it there; a project with <EnableDynamicLoading>true</EnableDynamicLoading> copies its packages")
            : null;
    }

    /// <summary>The file that a reference would be loaded from; null for what the program or the runtime has.</summary>
    internal string? FileOf(AssemblyName name) =>
        name.Name == Contract.GetName().Name || OfRuntime(name) >= (name.Version ?? new Version())
            ? null
            : _resolver.ResolveAssemblyToPath(name);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Contract.GetName().Name)
            return FitsContract(assemblyName) ? Contract : throw OwnJobException.ForOtherContract(Path, assemblyName.Version, Contract.GetName().Version);
        if (OfRuntime(assemblyName) >= (assemblyName.Version ?? new Version())) return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file
            ? LoadFromAssemblyPath(file)
            : throw new FileNotFoundException($"{assemblyName.Name} {assemblyName.Version} is not beside {Path}", assemblyName.Name);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;

    private static bool FitsContract(AssemblyName name) => name.Version is null || name.Version == Contract.GetName().Version;

    // The version that the runtime has of it; null if it has none.
    private static Version? OfRuntime(AssemblyName name)
    {
        string file = System.IO.Path.Combine(Runtime, $"{name.Name}.dll");
        return File.Exists(file) ? AssemblyName.GetAssemblyName(file).Version : null;
    }
}
