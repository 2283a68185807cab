using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Memory;

public sealed class MemoryModelTests
{
    private const long Data = 512_000;

    // Two workers of 900 bytes, 400 of them shared code, and 100 of page tables; coordinator 5000.
    private static readonly MemoryReading Alone = Reading(5000, 900, 100);

    [Fact]
    public void Fit_Copies_CountsACopyForEach()
    {
        // Each takes its copy and 1000 bytes of page tables; the coordinator the data and 200 more.
        var model = MemoryModel.Fit(Holding.Copies, Alone, Reading(5200 + Data, 900 + Data, 1100), Data);

        AssertModel(new MemoryModel(Holding.Copies, 5200, 1000, (Data + 1000.0) / Data), model);
        Assert.Equal(5200 + 1e9 + (32 * 1000) + (32 * 1e9 * (Data + 1000) / Data), model.Total(32, 1e9), 1e-3);
    }

    [Fact]
    public void Fit_Parts_CountsOneCopyForAll()
    {
        var model = MemoryModel.Fit(Holding.Parts, Alone, Reading(5000 + Data, 900 + (Data / 2), 600), Data);

        AssertModel(new MemoryModel(Holding.Parts, 5000, 1000, (Data + 1000.0) / Data), model);
        Assert.Equal(5000 + 1e9 + (32 * 1000) + (1e9 * (Data + 1000) / Data), model.Total(32, 1e9), 1e-3);
    }

    [Fact]
    public void Fit_Shared_CountsPageTablesOnly()
    {
        // The data belongs to three processes, a third to each; the pages of a worker's tables are its own.
        var model = MemoryModel.Fit(Holding.Shared, Alone, Reading(5000 + (Data / 4), 900 + (Data * 3 / 8), 100 + (Data / 512)), Data);

        AssertModel(new MemoryModel(Holding.Shared, 5000, 1000, 1.0 / 512), model);
        Assert.Equal(5000 + 1e9 + (32 * 1000) + (32 * 1e9 / 512), model.Total(32, 1e9), 1e-3);
    }

    [Theory]
    [InlineData(Holding.Copies)]
    [InlineData(Holding.Parts)]
    [InlineData(Holding.Shared)]
    internal void Total_OfWhatWasFitted_IsWhatWasRead(Holding holding)
    {
        MemoryReading holders = Reading(777_777, 654_321, 1234);

        Assert.Equal(holders.Total, MemoryModel.Fit(holding, Alone, holders, Data).Total(2, Data), 1e-6);
    }

    [Fact]
    public void Fit_OthersShareTheCodeMeanwhile_DataCountsAsBefore()
    {
        // 300 bytes of code that another process maps as well by now.
        MemoryReading holders = new(
            new ProcessMemory(1, 5000, 5000 + Data),
            [.. Enumerable.Repeat(new ProcessMemory(2, 900, 600 + Data), 2)],
            [.. Enumerable.Repeat(new OwnMemory(500 + Data, 100), 2)]);

        Assert.Equal(1, MemoryModel.Fit(Holding.Copies, Alone, holders, Data).PerDataByte, 1e-12);
    }

    private static void AssertModel(MemoryModel expected, MemoryModel model)
    {
        Assert.Equal(expected.Holding, model.Holding);
        Assert.Equal(expected.Constant, model.Constant, 1e-6);
        Assert.Equal(expected.Worker, model.Worker, 1e-9);
        Assert.Equal(expected.PerDataByte, model.PerDataByte, 1e-12);
    }

    private static MemoryReading Reading(long coordinator, long worker, long tables) => new(
        new ProcessMemory(1, coordinator, coordinator),
        [new ProcessMemory(2, worker, worker), new ProcessMemory(3, worker, worker)],
        [new OwnMemory(worker - 400, tables), new OwnMemory(worker - 400, tables)]);
}
