using Cluster.Coordinator.Demonstrations.Deadlock;
using Cluster.DataPlane.Mapped;
using Cluster.Demonstrations.Deadlock;
using Cluster.Memory;

namespace Cluster.Coordinator.Demonstrations;

public sealed class TableSnapshotTests
{
    // What philosophers write is what the watchdog reads.
    [Fact]
    public void Of_ATableInUse_ShowsWhoHasWhatAndWaitsForWhat()
    {
        const int Seats = 3;
        using var memory = new NativeBuffer(MappedCounters.ByteLength(DiningTable.CountersFor(Seats)));
        var counters = new MappedCounters(DiningTable.CountersFor(Seats), memory.Address);
        counters.Clear();
        var table = new DiningTable(counters.Begin(0), Seats);
        table.Take(philosopher: 0, fork: 0);
        table.Take(philosopher: 0, fork: 1);
        table.Eat(0);
        table.PutBack(1);
        table.Take(philosopher: 1, fork: 1);
        counters.Begin(0)[DiningTable.Wish(Seats, 2)] = 1 + 1;
        counters.Begin(0)[DiningTable.Process(Seats, 2)] = 4711;

        var snapshot = TableSnapshot.Of(counters.Read(), Seats);

        Assert.Equal([0, 1, -1], snapshot.Holders);
        Assert.Equal([-1, -1, 1], snapshot.Wishes);
        Assert.Equal([1L, 0, 0], snapshot.Meals);
        Assert.Equal([0L, 0, 4711], snapshot.Processes);
        Assert.Equal([new Wait(2, 1, 1)], snapshot.Waits());
    }

    // A process that was lost in the middle of a meal leaves forks behind; the one that takes its place has them.
    [Fact]
    public void Take_WhatHeHasAlready_GivesItToHim()
    {
        const int Seats = 2;
        using var memory = new NativeBuffer(MappedCounters.ByteLength(DiningTable.CountersFor(Seats)));
        var counters = new MappedCounters(DiningTable.CountersFor(Seats), memory.Address);
        counters.Clear();
        var table = new DiningTable(counters.Begin(0), Seats);
        table.Take(philosopher: 1, fork: 0);
        table.Take(philosopher: 1, fork: 0);

        Assert.Equal([1, -1], TableSnapshot.Of(counters.Read(), Seats).Holders);
    }
}
