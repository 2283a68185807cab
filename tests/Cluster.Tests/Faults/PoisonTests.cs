using Cluster.Coordinator.Execution;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>A chunk whose code does to its process what code can do: the error says which chunk, and how its workers ended.</summary>
public sealed class PoisonTests : ProcessTest
{
    [Theory]
    [Trait("Fault", "8")]
    [InlineData("NativeFault", "SIGSEGV")]
    [InlineData("ManagedFault", "SIG")]
    public Task Job_FaultsInNativeCode_NamesTheSignal(string way, string sign) => FailAsync(way, sign);

    [Fact]
    [Trait("Fault", "9")]
    public Task Job_CallsItselfWithoutEnd_NamesTheSignal() => FailAsync("StackOverflow", "stack overflow");

    [Theory]
    [Trait("Fault", "10")]
    [InlineData("FailFast")]
    [InlineData("OtherThread")]
    [InlineData("AsyncVoid")]
    public Task Job_EndsItsRuntime_NamesTheSignal(string way) => FailAsync(way, "SIGABRT");

    [Theory]
    [Trait("Fault", "11")]
    [InlineData("Exit0", "exit code 0")]
    [InlineData("Exit1", "exit code 1")]
    [InlineData("Exit99", "exit code 99")]
    [InlineData("Exit137", "exit code 137")]
    public Task Job_Exits_NamesTheCode(string way, string sign) => FailAsync(way, sign);

    [Fact]
    [Trait("Fault", "22")]
    public Task Job_NeverReturns_NamesTheLimit() => FailAsync("Spin", "--chunk-timeout", new PoolOptions { ChunkLimit = TimeSpan.FromMilliseconds(500) });

    [Fact]
    [Trait("Fault", "12")]
    public async Task Job_Throws_IsNotTriedAgain()
    {
        FaultException fault = await RunAsync("Throw", new PoolOptions());
        Assert.Equal((FaultCode.JobFailed, 3), (fault.Code, fault.Fault.Chunk));
        Assert.Contains("InvalidOperationException: on purpose", fault.Message, StringComparison.Ordinal);
    }

    private static async Task FailAsync(string way, string sign, PoolOptions? options = null)
    {
        FaultException fault = await RunAsync(way, options ?? new PoolOptions());
        Assert.Equal((FaultCode.ChunkAbandoned, 3), (fault.Code, fault.Fault.Chunk));
        Assert.Contains(sign, fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<FaultException> RunAsync(string way, PoolOptions options)
    {
        RunRequest request = FaultyRun.Request(options: [("poison", 3L), ("way", way)]);
        options.Workers = request.Workers;
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: true, null, CancellationToken.None);
        using var limit = new CancellationTokenSource(TestTimeouts.Unexpected);
        var run = new JobRun(job, store, ExecutionMode.Shared, options, NullLogger.Instance);
        return await Assert.ThrowsAsync<FaultException>(() => run.ExecuteAsync(null, limit.Token));
    }
}
