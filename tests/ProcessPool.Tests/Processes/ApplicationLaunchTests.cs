using Cluster.Faults;

namespace Cluster.Processes;

/// <summary>Command lines that were tried by hand, from what the runtime said to the programs in question.</summary>
public sealed class ApplicationLaunchTests
{
    private const string Framework = "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.12/";
    private const string FrameworkDependencies = Framework + "Microsoft.NETCore.App.deps.json";
    private const string Host = "/usr/share/dotnet/dotnet";

    private static readonly string[] Installed =
        ["/app/app.dll", "/app/app.deps.json", "/app/app.runtimeconfig.json", "/app/Cluster.Shared.dll", "/app/Cluster.Worker.dll", "/app/Cluster.Worker.runtimeconfig.json", Host, FrameworkDependencies];

    public ApplicationLaunchTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are those of Unix.");

    [Theory]
    [InlineData("/app/app")]
    [InlineData(Host)]
    public void Find_Application_RunsTheWorkerUnderItsDependencies(string process) => Is(
        Application() with { ProcessPath = process }, Host,
        "exec", "--runtimeconfig", "/app/app.runtimeconfig.json", "--depsfile", "/app/app.deps.json", "/app/Cluster.Worker.dll");

    // The host names a list of dependencies that is not there, and refuses it when it is named to it.
    [Fact]
    public void Find_WithoutAListOfDependencies_NamesNone() => Is(
        Application("/app/app.deps.json"), Host, "exec", "--runtimeconfig", "/app/app.runtimeconfig.json", "/app/Cluster.Worker.dll");

    [Fact]
    public void Find_WithoutARuntimeConfiguration_UsesTheWorkers() => Is(
        Application("/app/app.runtimeconfig.json"), Host, "exec", "--depsfile", "/app/app.deps.json", "/app/Cluster.Worker.dll");

    // As test hosts start a test project that is a library: the process is another program, and packages are where they were restored to.
    [Fact]
    public void Find_UnderATestHost_LooksForPackagesWhereItDoes() => Is(
        Application() with
        {
            ProcessPath = Host,
            LibraryPath = "/packages/cluster.processpool/0.1.0/lib/net10.0/Cluster.Shared.dll",
            TrustedAssemblies = "/app/app.dll:/packages/cluster.processpool/0.1.0/lib/net10.0/Cluster.Shared.dll",
            ProbingDirectories = "/fallback:/packages:",
            Exists = path => Installed.Except(["/app/Cluster.Shared.dll", "/app/Cluster.Worker.dll"]).Append("/packages/cluster.processpool/0.1.0/lib/net10.0/Cluster.Worker.dll").Contains(path),
        },
        Host,
        "exec", "--runtimeconfig", "/app/app.runtimeconfig.json", "--depsfile", "/app/app.deps.json",
        "--additionalprobingpath", "/fallback", "--additionalprobingpath", "/packages", "/packages/cluster.processpool/0.1.0/lib/net10.0/Cluster.Worker.dll");

    [Fact]
    public void Find_WorkerBesideTheDependenciesOnly_IsFound() => Is(
        Application() with { LibraryPath = "/cache/Cluster.Shared.dll", TrustedAssemblies = "/cache/Cluster.Shared.dll" }, Host,
        "exec", "--runtimeconfig", "/app/app.runtimeconfig.json", "--depsfile", "/app/app.deps.json", "/app/Cluster.Worker.dll");

    // A shell that loads the library from a file: its own dependencies do not include it.
    [Fact]
    public void Find_LibraryIsNotAmongTheProgramsDependencies_RunsTheWorkerByItself() => Is(
        Application() with
        {
            DependencyFiles = $"/shell/shell.deps.json;{FrameworkDependencies}",
            BaseDirectory = "/shell/",
            TrustedAssemblies = "/shell/shell.dll",
            Exists = path => Installed.Append("/shell/shell.deps.json").Append("/shell/shell.runtimeconfig.json").Contains(path),
        },
        Host, "exec", "/app/Cluster.Worker.dll");

    // A plug-in that was built with the package: what lies beside it are assemblies.
    [Fact]
    public void Find_LibraryCameWithoutItsConfiguration_UsesTheProgramsFrameworks() => Is(
        Application() with
        {
            DependencyFiles = $"/shell/shell.deps.json;{FrameworkDependencies}",
            BaseDirectory = "/shell/",
            TrustedAssemblies = "/shell/shell.dll",
            Exists = path => Installed.Except(["/app/Cluster.Worker.runtimeconfig.json"])
                .Append("/shell/shell.deps.json").Append("/shell/shell.runtimeconfig.json").Contains(path),
        },
        Host, "exec", "--runtimeconfig", "/shell/shell.runtimeconfig.json", "/app/Cluster.Worker.dll");

    // The first name is a framework's, and means nothing.
    [Fact]
    public void Find_SingleFileProgram_IsItsOwnWorker() => Is(
        Application() with { DependencyFiles = FrameworkDependencies, LibraryPath = "", ProcessPath = "/single/app", BaseDirectory = "/single/" }, "/single/app", "--cluster-worker");

    [Fact]
    public void Find_SelfContainedProgram_IsItsOwnWorker() => Is(
        Application() with { DependencyFiles = "/app/app.deps.json", RuntimeDirectory = "/app" }, "/app/app", "--cluster-worker");

    [Fact]
    public void Find_OnlyFrameworksAreNamed_RunsTheWorkerByItself() => Is(
        Application() with { DependencyFiles = FrameworkDependencies }, Host, "exec", "/app/Cluster.Worker.dll");

    [Fact]
    public void Find_NothingIsNamed_RunsTheWorkerByItself() => Is(Application() with { DependencyFiles = null }, Host, "exec", "/app/Cluster.Worker.dll");

    [Fact]
    public void Find_NoHostWhereTheRuntimeIs_UsesTheOneThatRuns() => Is(
        Application(Host) with { ProcessPath = "/opt/dotnet" }, "/opt/dotnet",
        "exec", "--runtimeconfig", "/app/app.runtimeconfig.json", "--depsfile", "/app/app.deps.json", "/app/Cluster.Worker.dll");

    [Fact]
    public void Find_NoWorker_SaysWhereItBelongs() => Fails(
        Application("/app/Cluster.Worker.dll") with { LibraryPath = "/cache/Cluster.Shared.dll" }, "Cluster.Worker.dll is not in /cache or /app (it belongs beside Cluster.Shared.dll");

    [Fact]
    public void Find_NoHostAtAll_SaysSo() => Fails(Application(Host), "dotnet is not in /usr/share/dotnet");

    [Fact]
    public void Find_SingleFileWithoutAPath_SaysSo() => Fails(Application() with { LibraryPath = "", ProcessPath = null }, "a single-file program is its own worker");

    [Fact]
    public void OfThisProcess_UnderThisTestHost_NamesTheTestsDependencies()
    {
        string assembly = typeof(ApplicationLaunchTests).Assembly.Location;
        WorkerProgram program = ApplicationLaunch.Find(ApplicationFacts.OfThisProcess());
        Assert.True(File.Exists(program.FileName), program.FileName);
        Assert.Equal(
            ["exec", "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(assembly, ".deps.json")],
            program.Arguments.Take(5));
        Assert.Equal(Path.Combine(Path.GetDirectoryName(assembly)!, "Cluster.Worker.dll"), program.Arguments[^1]);
        Assert.True(File.Exists(program.Arguments[^1]));
    }

    [Fact]
    public void AsksForWorker_TheOneArgument_Does()
    {
        Assert.True(ApplicationLaunch.AsksForWorker(["--cluster-worker"]));
        Assert.False(ApplicationLaunch.AsksForWorker([]));
        Assert.False(ApplicationLaunch.AsksForWorker(["run", "--cluster-worker"]));
    }

    private static ApplicationFacts Application(string? missing = null) => new(
        $"/app/app.deps.json;{FrameworkDependencies}", "", $"/app/app.dll:/app/Cluster.Shared.dll:{Framework}System.Private.CoreLib.dll", "/app/", "/app/app",
        "/app/Cluster.Shared.dll", Framework, path => path != missing && Installed.Contains(path));

    private static void Is(ApplicationFacts facts, string fileName, params string[] arguments)
    {
        WorkerProgram program = ApplicationLaunch.Find(facts);
        Assert.Equal(fileName, program.FileName);
        Assert.Equal(arguments, program.Arguments);
    }

    private static void Fails(ApplicationFacts facts, string message)
    {
        var fault = Assert.Throws<FaultException>(() => ApplicationLaunch.Find(facts));
        Assert.Equal(FaultCode.StartFailed, fault.Code);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }
}
