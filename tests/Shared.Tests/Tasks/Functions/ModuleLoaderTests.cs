using System.Reflection;
using Cluster.Faults;
using Cluster.Tasks.Functions;

namespace Cluster.Tests.Tasks.Functions;

/// <summary>Assemblies that the worker's own dependencies do not include, and builds that it does not have.</summary>
public sealed class ModuleLoaderTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("modules-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Resolve_AssemblyInAnotherDirectory_IsLoadedFromThere()
    {
        FunctionReference reference = Reference(Write("Plugin", 5));

        ResolvedFunction found = new FunctionTable().Resolve(reference);

        Assert.Equal(5, Run(found));
        Assert.Equal(reference.Modules[0].Path, found.Method.Module.FullyQualifiedName);
        // The context that the worker passes is the one that the assembly was compiled against.
        Assert.True(found.Signature.TakesContext);
    }

    [Fact]
    public void Resolve_AssemblyThatDependsOnAnother_FindsItBeside()
    {
        MethodInfo dependency = EmittedAssembly.Load(Write("Dependency", 6));
        string path = EmittedAssembly.Write(_directory.FullName, "Dependent", 0, dependency);
        var table = new FunctionTable();

        Assert.Equal(6, Run(table.Resolve(Reference(path))));
        // The same module, from whichever side it is reached.
        ResolvedFunction direct = table.Resolve(FunctionReference.Of(dependency));
        Assembly referred = System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(table.Resolve(Reference(path)).Method.Module.Assembly)!
            .LoadFromAssemblyName(new AssemblyName("Dependency"));
        Assert.Same(referred, direct.Method.Module.Assembly);
    }

    [Fact]
    public void Resolve_FileWasBuiltAgain_SaysThatItIsAnotherBuild()
    {
        FunctionReference reference = Reference(Write("Rebuilt", 1));
        Write("Rebuilt", 2);
        Refused(reference, "the worker has another build of Rebuilt: version ", $" in {reference.Modules[0].Path}, where the program has {reference.Modules[0].Version}", "restart");
    }

    [Fact]
    public void Resolve_OwnAssemblyOfAnotherBuild_SaysWhereTheWorkersIs()
    {
        FunctionReference reference = FunctionReference.Of(SampleFunctions.Square);
        ModuleReference other = reference.Modules[0] with { Version = Guid.NewGuid(), Path = "" };
        Refused(reference with { Modules = [other] }, "another build of Shared.Tests", typeof(SampleFunctions).Assembly.Location, $"{other.Version}");
    }

    [Fact]
    public void Resolve_FileIsGone_SaysWhereItWasLookedFor()
    {
        string path = Write("Gone", 1);
        FunctionReference reference = Reference(path);
        File.Delete(path);
        Refused(reference, "the worker does not find Gone, by its name or as " + path);
        Refused(reference with { Modules = [reference.Modules[0] with { Path = "" }] }, "the worker does not find Gone, by its name (");
    }

    [Theory]
    [InlineData("not an assembly")]
    [InlineData("")]
    public void Resolve_FileIsNoAssembly_IsAFault(string content)
    {
        string path = Write("Broken", 1);
        FunctionReference reference = Reference(path);
        File.Delete(path);
        File.WriteAllText(path, content);
        Refused(reference, "the worker does not find Broken");
    }

    // The second is no display name, of which only the first part would count.
    [Theory]
    [InlineData("")]
    [InlineData("Shared.Tests, Version=1.0.0.0")]
    public void Resolve_NameOfNoAssembly_IsAFault(string name)
    {
        FunctionReference reference = FunctionReference.Of(SampleFunctions.Square);
        Refused(reference with { Modules = [reference.Modules[0] with { Name = name, Path = "" }] }, $"the worker does not find {name}");
    }

    // Inside of a single-file program no assembly has a file.
    [Fact]
    public void Resolve_ReferenceWithoutAFile_IsFoundByName()
    {
        FunctionReference reference = FunctionReference.Of(SampleFunctions.Square);
        FunctionReference nameOnly = reference with { Modules = [reference.Modules[0] with { Path = "" }] };
        Assert.Equal(49, new FunctionTable().Resolve(nameOnly).Invoke([7], null));
    }

    [Fact]
    public void Of_AssemblyThatCanBeUnloaded_IsRefused()
    {
        MethodInfo method = EmittedAssembly.Load(Write("Collectible", 1), isCollectible: true);
        var refusal = Assert.Throws<ArgumentException>("function", () => FunctionReference.Of(method.CreateDelegate<Func<WorkerContext, int>>()));
        Assert.Contains("Functions.Run cannot run in a worker: Collectible can be unloaded; load it into a context", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AssemblyThatWasLoadedFromMemory_IsRefused()
    {
        MethodInfo method = Assembly.Load(File.ReadAllBytes(Write("InMemory", 1))).GetType("Functions")!.GetMethod("Run")!;
        var refusal = Assert.Throws<ArgumentException>("function", () => FunctionReference.Of(method.CreateDelegate<Func<WorkerContext, int>>()));
        Assert.Contains("InMemory was loaded from memory and is in no file that a worker could load", refusal.Message, StringComparison.Ordinal);
    }

    private static FunctionReference Reference(string path) =>
        References.Decode(References.Encode(FunctionReference.Of(EmittedAssembly.Load(path).CreateDelegate<Func<WorkerContext, int>>())));

    private static object? Run(ResolvedFunction function) => function.Invoke([], new WorkerContext(0, 1, null, CancellationToken.None));

    private static void Refused(FunctionReference reference, params string[] texts)
    {
        var fault = Assert.Throws<FaultException>(() => new FunctionTable().Resolve(reference));
        Assert.Equal(FaultCode.FunctionUnavailable, fault.Code);
        Assert.All(texts, text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
    }

    private string Write(string name, int result) => EmittedAssembly.Write(_directory.FullName, name, result);
}
