using Cluster.TestKit;
using Cluster.Tests.Pools;

namespace Cluster.Processes;

/// <summary>What workers have of the environment of the process that starts them.</summary>
[Trait("Fault", "81")]
public sealed class WorkerEnvironmentTests : PoolTest
{
    private static readonly string[] Needed = ["PATH", "HOME", "LANG", "LC_ALL", "LC_NUMERIC", "TMPDIR", "TZ", "XDG_RUNTIME_DIR"];

    private static readonly string[] NotNeeded =
    [
        "AWS_SECRET_ACCESS_KEY", "LD_PRELOAD", "Path", "home", "DOTNET_STARTUP_HOOKS", "DOTNET_DiagnosticPorts", "CORECLR_ENABLE_PROFILING", "CORECLR_PROFILER",
        "CORECLR_PROFILER_PATH", "DOTNET_gcServer", "COMPlus_DbgEnableMiniDump",
    ];

    [Fact]
    public void Apply_Minimal_LeavesWhatIsNeededAndWhatThePoolSets()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "names of variables are others there");
        Dictionary<string, string?> variables = Variables();

        WorkerEnvironment.Apply(new PoolOptions { EnvironmentMode = EnvironmentMode.Minimal }, variables);

        Assert.Superset(Needed.ToHashSet(), variables.Keys.ToHashSet());
        Assert.Equal(["DOTNET_DbgEnableMiniDump", "DOTNET_EnableDiagnostics", "DOTNET_ROOT", "DOTNET_TieredPGO", "DOTNET_gcConcurrent", "DOTNET_gcServer"],
            variables.Keys.Except(Needed).Order(StringComparer.Ordinal));
        Assert.Equal("0", variables["DOTNET_gcServer"]);
    }

    [Fact]
    public void Apply_Inherit_LeavesAll()
    {
        Dictionary<string, string?> variables = Variables();
        WorkerEnvironment.Apply(new PoolOptions(), variables);
        Assert.Superset(Needed.Concat(NotNeeded).ToHashSet(), variables.Keys.ToHashSet());
    }

    [Theory]
    [InlineData(EnvironmentMode.Inherit)]
    [InlineData(EnvironmentMode.Minimal)]
    public void Apply_VariablesOfTheUser_HaveTheLastWord(EnvironmentMode mode)
    {
        Dictionary<string, string?> variables = Variables();
        var wanted = new Dictionary<string, string?> { ["LD_PRELOAD"] = "libmine.so", ["DOTNET_gcServer"] = "1", ["HOME"] = null };

        WorkerEnvironment.Apply(new PoolOptions { EnvironmentMode = mode, Environment = wanted }, variables);

        Assert.Equal(("libmine.so", "1", null), (variables["LD_PRELOAD"], variables["DOTNET_gcServer"], variables["HOME"]));
    }

    [Fact]
    public void Apply_Diagnostics_AllowsDumps()
    {
        var variables = new Dictionary<string, string?>();
        WorkerEnvironment.Apply(new PoolOptions { Diagnostics = true }, variables);
        Assert.DoesNotContain("DOTNET_EnableDiagnostics", variables.Keys);
        Assert.DoesNotContain("DOTNET_DbgEnableMiniDump", variables.Keys);
    }

    [Theory]
    [InlineData(EnvironmentMode.Inherit, "hunter2")]
    [InlineData(EnvironmentMode.Minimal, null)]
    public async Task Submit_SecretInTheEnvironment_ReachesWorkersThatInherit(EnvironmentMode mode, string? expected)
    {
        string name = $"CLUSTER_TESTS_{Guid.NewGuid():n}";
        Environment.SetEnvironmentVariable(name, "hunter2");
        try
        {
            await using ProcessPool pool = await StartAsync(options =>
            {
                options.EnvironmentMode = mode;
                options.Environment["CLUSTER_TESTS_WANTED"] = "yes";
            });
            Assert.Equal(expected, await pool.Submit(static (string wanted) => Environment.GetEnvironmentVariable(wanted), name));
            Assert.Equal("yes", await pool.Submit(static () => Environment.GetEnvironmentVariable("CLUSTER_TESTS_WANTED")));
            Assert.Equal(Environment.GetEnvironmentVariable("PATH"), await pool.Submit(static () => Environment.GetEnvironmentVariable("PATH")));
            Assert.Equal("1", mode == EnvironmentMode.Minimal ? await pool.Submit(static () => Environment.GetEnvironmentVariable("OMP_NUM_THREADS")) : "1");
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static Dictionary<string, string?> Variables() => Needed.Concat(NotNeeded).ToDictionary(static name => name, static _ => (string?)"something");
}
