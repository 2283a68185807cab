using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace Cluster.Tasks.Functions;

/// <summary>The modules that one reference names, each of them once.</summary>
internal sealed class ModuleTable
{
    private readonly List<Module> _modules = [];

    internal ModuleReference[] ToReferences() => [.. _modules.Select(module =>
        new ModuleReference(module.Assembly.GetName().Name ?? "", FileOf(module.Assembly), module.ModuleVersionId))];

    /// <summary>Full path of the assembly's file; empty for one that has none.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Inside of a single-file program it is empty, and then the name alone is used.")]
    internal static string FileOf(Assembly assembly) => assembly.Location;

    /// <returns>The module's place in the table.</returns>
    /// <exception cref="NotSupportedException">No other process could load it; the message says why, as the end of a sentence.</exception>
    internal int IndexOf(Module module)
    {
        int index = _modules.IndexOf(module);
        if (index >= 0) return index;
        Assembly assembly = module.Assembly;
        string name = assembly.GetName().Name ?? "";
        if (assembly.IsDynamic) throw new NotSupportedException($"{name} was made at run time and is in no file that a worker could load");
        if (assembly.IsCollectible) throw new NotSupportedException($"{name} can be unloaded; load it into a context that is not collectible");
        // The assemblies of a single-file program have no file either, but a worker finds them by name.
        if (FileOf(assembly).Length == 0 && AssemblyLoadContext.GetLoadContext(assembly) != AssemblyLoadContext.Default)
            throw new NotSupportedException($"{name} was loaded from memory and is in no file that a worker could load");
        _modules.Add(module);
        return _modules.Count - 1;
    }
}
