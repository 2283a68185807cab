using Cluster.TestKit;

namespace Cluster.Tests.Pools;

/// <summary>Every option is held to its range, and named when it is out of it.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, object?> PoolOptionsOutOfRange => new()
    {
        { nameof(ProcessPoolOptions.Workers), -1 },
        { nameof(ProcessPoolOptions.Workers), 257 },
        { nameof(ProcessPoolOptions.Mode), (PoolMode)7 },
        { nameof(ProcessPoolOptions.Timeout), TimeSpan.Zero },
        { nameof(ProcessPoolOptions.Timeout), TimeSpan.FromDays(366) },
        { nameof(ProcessPoolOptions.Attempts), 0 },
        { nameof(ProcessPoolOptions.Attempts), 101 },
        { nameof(ProcessPoolOptions.MemoryLimit), (64L << 20) - 1 },
        { nameof(ProcessPoolOptions.CancelGrace), TimeSpan.FromTicks(-1) },
        { nameof(ProcessPoolOptions.InlineLimit), -1 },
        { nameof(ProcessPoolOptions.RecycleAfterTasks), 0L },
        { nameof(ProcessPoolOptions.RecycleAboveMemory), 0L },
        { nameof(ProcessPoolOptions.IdleTimeout), TimeSpan.Zero },
        { nameof(ProcessPoolOptions.StartLimit), TimeSpan.Zero },
        { nameof(ProcessPoolOptions.StopLimit), TimeSpan.FromMinutes(2) },
        { nameof(ProcessPoolOptions.DisposePolicy), (DisposePolicy)2 },
        { nameof(ProcessPoolOptions.EnvironmentMode), (EnvironmentMode)2 },
    };

    public static TheoryData<string, object?> MapOptionsOutOfRange => new()
    {
        { nameof(MapOptions.BatchSize), 0 },
        { nameof(MapOptions.BatchSize), (1 << 20) + 1 },
        { nameof(MapOptions.MaxBuffered), 0 },
        { nameof(MapOptions.MaxBufferedBytes), 0L },
        { nameof(MapOptions.Timeout), TimeSpan.FromSeconds(-1) },
        { nameof(MapOptions.Attempts), 0 },
    };

    [Theory]
    [MemberData(nameof(PoolOptionsOutOfRange))]
    public async Task Start_OptionOutOfRange_IsNamed(string name, object? value)
    {
        var options = new ProcessPoolOptions();
        typeof(ProcessPoolOptions).GetProperty(name)!.SetValue(options, value);
        ArgumentException ex = await Assert.ThrowsAsync<ArgumentException>(() => ProcessPool.StartAsync(options).OrTimeout());
        Assert.Contains(name, ex.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MapOptionsOutOfRange))]
    public async Task MapAndSubmit_OptionOutOfRange_IsNamed(string name, object? value)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 0 });
        var options = new MapOptions();
        typeof(MapOptions).GetProperty(name)!.SetValue(options, value);
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => pool.MapAsync(static (int x) => x, [1], options)).Message, StringComparison.Ordinal);
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => pool.Submit(static (int x) => x, 1, options)).Message, StringComparison.Ordinal);
    }
}
