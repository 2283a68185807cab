using System.Reflection;
using Cluster.Faults;

namespace Cluster.Tasks.Functions;

/// <summary>Loads the modules that references name. One thread.</summary>
internal sealed class ModuleLoader
{
    private readonly Dictionary<ModuleReference, Module> _modules = [];
    private readonly Dictionary<string, FunctionLoadContext> _contexts = new(StringComparer.Ordinal);

    /// <exception cref="FaultException"><see cref="FaultCode.FunctionUnavailable"/>: there is no such assembly, or only another build of it.</exception>
    internal Module Load(ModuleReference reference)
    {
        if (_modules.TryGetValue(reference, out Module? module)) return module;
        Module? found = FunctionLoadContext.InDefault(reference.Name)?.ManifestModule;
        module = found?.ModuleVersionId == reference.Version ? found : FromPath(reference, found);
        _modules.Add(reference, module);
        return module;
    }

    private Module FromPath(ModuleReference reference, Module? other)
    {
        Guid? onDisk = reference.Path.Length == 0 ? null : FunctionLoadContext.VersionOf(reference.Path);
        if (onDisk == reference.Version) return Beside(reference);
        if (other is null && onDisk is null)
        {
            string where = reference.Path.Length == 0 ? "by its name" : $"by its name or as {reference.Path}";
            throw Unavailable($"the worker does not find {reference.Name}, {where} (it must lie where the program's own assemblies are)");
        }

        string place = onDisk is null && other is not null ? ModuleTable.FileOf(other.Assembly) : reference.Path;
        throw Unavailable($"the worker has another build of {reference.Name}: version {onDisk ?? other!.ModuleVersionId} in {place}, " +
            $"where the program has {reference.Version} (restart the program if it was built again while it ran)");
    }

    private Module Beside(ModuleReference reference)
    {
        string directory = Path.GetDirectoryName(reference.Path) ?? "";
        if (!_contexts.TryGetValue(directory, out FunctionLoadContext? context)) _contexts.Add(directory, context = new FunctionLoadContext(reference.Path));
        try
        {
            return context.LoadFromAssemblyPath(reference.Path).ManifestModule;
        }
        // Gone since it was looked at, not to be read, or not to be loaded a second time, as those of the framework.
        catch (Exception ex) when (ex is IOException or BadImageFormatException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unavailable($"the worker cannot load {reference.Path}: {ex.Message} (build the program again, and restart it)", ex);
        }
    }

    private static FaultException Unavailable(string message, Exception? inner = null) => new(FaultCode.FunctionUnavailable, message, inner);
}
