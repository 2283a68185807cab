using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Execution;
using Cluster.Processes;

namespace Cluster.Coordinator.Cli;

/// <summary>Settings of the pool from the environment. The variables are this process's, and every command line reads them: nothing else runs meanwhile.</summary>
[Collection(nameof(RunHostTests))]
[CollectionDefinition(nameof(RunHostTests), DisableParallelization = true)]
public sealed class RunHostTests
{
    [Theory]
    [InlineData("Attempts", "0", "Attempts: The field PoolOptions.Attempts must be between 1 and 100")]
    [InlineData("Workers", "1000", "Workers: The field PoolOptions.Workers must be between 1 and 256")]
    [InlineData("StopLimit", "10:00:00", "StopLimit: The field PoolOptions.StopLimit must be between 00:00:00 and 00:01:00")]
    [InlineData("EnvironmentMode", "7", "EnvironmentMode: The field PoolOptions.EnvironmentMode is invalid")]
    [InlineData("StartLimit", "soon", "Failed to convert configuration value 'soon' at 'Pool:StartLimit' to type 'System.TimeSpan'")]
    public async Task Run_SettingOutOfRange_IsNamedBeforeAWorkerStarts(string name, string value, string error)
    {
        using var setting = new Setting(name, value);

        Called called = await Called.Line("run summarize --count 10 --mode shared");

        Assert.Equal($"error: CLUSTER_Pool__*: {error} (correct or unset the environment variable){Environment.NewLine}", called.Error);
        Assert.Equal((ExitCode.BadUsage, ""), (called.ExitCode, called.Output));
    }

    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 2)]
    public async Task Start_WorkersInEnvironment_CountUnlessGiven(bool given, int workers)
    {
        using var setting = new Setting("Workers", "7");
        using var interruption = new Interruption(limit: null, static _ => { });
        var settings = new RunSettings
        {
            Request = new RunRequest { Job = "summarize", Workers = 2 }, Modes = [ExecutionMode.Shared], WorkersGiven = given,
        };

        await using RunHost host = await RunHost.StartAsync(settings, interruption, new Terminal(Stream.Null, TextWriter.Null, 80));

        Assert.Equal(workers, host.Pool.Workers);
    }

    [Theory]
    [InlineData(null, EnvironmentMode.Minimal)]
    [InlineData(EnvironmentMode.Inherit, EnvironmentMode.Inherit)]
    public async Task Start_EnvironmentModeInEnvironment_CountsUnlessGiven(EnvironmentMode? given, EnvironmentMode expected)
    {
        using var setting = new Setting("EnvironmentMode", "minimal");
        using var interruption = new Interruption(limit: null, static _ => { });
        var settings = new RunSettings
        {
            Request = new RunRequest { Job = "summarize", Workers = 2 }, Modes = [ExecutionMode.Shared], Environment = given,
        };

        await using RunHost host = await RunHost.StartAsync(settings, interruption, new Terminal(Stream.Null, TextWriter.Null, 80));

        Assert.Equal(expected, settings.Over(host.Pool).EnvironmentMode);
    }

    private sealed class Setting : IDisposable
    {
        private readonly string _name;

        internal Setting(string name, string value)
        {
            _name = $"{RunHost.Prefix}Pool__{name}";
            Environment.SetEnvironmentVariable(_name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
    }
}
