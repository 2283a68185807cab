using System.Reflection;
using Cluster.Jobs;

namespace Cluster.OwnJobs;

/// <summary>An assembly that a user gave, and the jobs in it.</summary>
/// <remarks>Any thread. Stays loaded until the process ends: the runtime gives a process the same image for a path, whatever lies there later.</remarks>
internal sealed class OwnJobAssembly
{
    private const int Suggested = 3;

    private readonly string _subject;
    private readonly Assembly _assembly;

    private OwnJobAssembly(string subject, string path, Assembly assembly) => (_subject, Path, _assembly) = (subject, path, assembly);

    /// <summary>Full.</summary>
    internal string Path { get; }

    /// <summary>Its module version id.</summary>
    internal Guid Build => _assembly.ManifestModule.ModuleVersionId;

    /// <summary>Loads it, and sees to it that what it refers to can be loaded.</summary>
    /// <param name="path">As the user named it.</param>
    /// <exception cref="OwnJobException">It is not there, is no .NET assembly, lacks something, or was built for another contract.</exception>
    internal static OwnJobAssembly Load(string path)
    {
        string full = CheckedPath(path);
        try
        {
            var context = new OwnJobContext(full);
            Assembly assembly = context.LoadFromAssemblyPath(full);
            foreach (AssemblyName reference in assembly.GetReferencedAssemblies())
                if (context.Refuse(path, reference) is { } refusal) throw refusal;
            return new OwnJobAssembly(path, full, assembly);
        }
        catch (BadImageFormatException ex)
        {
            throw new OwnJobException(path, "is not a .NET assembly", "name the .dll that dotnet build made of the jobs", ex);
        }
        catch (Exception ex) when (ex is FileLoadException or FileNotFoundException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new OwnJobException(path, $"cannot be loaded: {ex.Message.TrimEnd('.')}", "check that it, and its .deps.json, can be read", ex);
        }
    }

    /// <summary>Every job that can be created, by name of its type.</summary>
    /// <exception cref="OwnJobException">A definition is not what it must be.</exception>
    internal IReadOnlyList<OwnJob> Jobs() => [.. Types().Where(static type => WhyNot(type) is null).Select(Create)];

    /// <param name="name">Full name of a definition.</param>
    /// <exception cref="OwnJobException">There is none of that name, or it is not what it must be.</exception>
    internal OwnJob Find(string name)
    {
        Type type = TypeOf(name) ?? throw new OwnJobException($"{_subject}:{name}", "there is no such type", Suggestion(name));
        return WhyNot(type) is var (what, remedy) ? throw new OwnJobException($"{_subject}:{name}", what, remedy ?? Suggestion(name)) : Create(type);
    }

    /// <summary>What can be run, for somebody who has named none of it.</summary>
    internal string Suggestion(string? name)
    {
        string[] jobs = [.. Types().Where(static type => WhyNot(type) is null).Select(static type => type.FullName!)];
        if (jobs.Length == 0) return "no type in it is a job: a class that implements Cluster.Jobs.IJobDefinition";
        return name is null
            ? $"write {_subject}:{jobs[0]}{(jobs.Length == 1 ? "" : $"; its jobs are {string.Join(", ", jobs)}")}"
            : $"did you mean {string.Join(" or ", NearNames.Of(name, jobs, Suggested))}?";
    }

    private static string CheckedPath(string path)
    {
        if (Directory.Exists(path)) throw new OwnJobException(path, "is a folder", "name the .dll in it");
        if (path.Length == 0 || !File.Exists(path))
            throw new OwnJobException(path, "does not exist", $"check the name; the current folder is {Environment.CurrentDirectory}");
        string full = System.IO.Path.GetFullPath(path);
        // Also what is no file: a pipe would be waited for.
        return new FileInfo(full).Length > 0 ? full : throw new OwnJobException(path, "is empty", "name the .dll that dotnet build made of the jobs");
    }

    // What keeps a type from being a job, and what to do if that is not to name another one.
    private static (string What, string? Remedy)? WhyNot(Type type)
    {
        if (!typeof(IJobDefinition).IsAssignableFrom(type))
            return typeof(IJob).IsAssignableFrom(type)
                ? ("is the code of a job, not its definition", null)
                : ("is not a job: it does not implement Cluster.Jobs.IJobDefinition", null);
        if (type.IsAbstract || type.ContainsGenericParameters) return ("is a job that cannot be created: it is abstract or generic", null);
        return type.GetConstructor(Type.EmptyTypes) is null ? ("has no public constructor without parameters", "add one; what a job is given are its options") : null;
    }

    private OwnJob Create(Type type)
    {
        string subject = $"{_subject}:{type.FullName}";
        try
        {
            var definition = (IJobDefinition)Activator.CreateInstance(type)!;
            return new OwnJob(definition, new JobOrigin(Path, type.FullName!, Build), subject);
        }
        catch (Exception ex)
        {
            throw OwnJobException.Of(subject, "its constructor", ex);
        }
    }

    private Type? TypeOf(string name)
    {
        try
        {
            return name.Length == 0 ? null : _assembly.GetType(name, throwOnError: false);
        }
        catch (ArgumentException)
        {
            // Not a name that a type can have.
            return null;
        }
        catch (Exception ex)
        {
            throw OwnJobException.Of($"{_subject}:{name}", "its type", ex);
        }
    }

    private IEnumerable<Type> Types()
    {
        try
        {
            return _assembly.GetTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal);
        }
        catch (Exception ex)
        {
            throw OwnJobException.Of(_subject, "one of its types", ex);
        }
    }
}
