using Cluster.Memory;
using Cluster.TestKit;

namespace Cluster.Tests.Memory;

/// <summary>A slot in which another process writes what it likes.</summary>
public sealed class StatusSlotTests
{
    [Fact]
    [Trait("Fault", "53")]
    public async Task Read_WriterThatNeverStops_ComesBack()
    {
        using SharedSegment segment = SharedSegment.Create("slot", StatusSlot.Size, Path.GetTempPath());
        var slot = new StatusSlot(segment.Memory, 0);
        bool stopped = false;
        Task writing = OnThread.Run(() =>
        {
            for (int i = 1; !Volatile.Read(ref stopped); i++) slot.Begin(i, i, i);
        });
        await OnThread.Run(() =>
        {
            for (int i = 0; i < 200_000; i++) slot.Read();
        }).OrTimeout();
        Volatile.Write(ref stopped, true);
        await writing.OrTimeout();
    }

    [Fact]
    public void Read_WhatWasBegunAndEnded_SaysSo()
    {
        using SharedSegment segment = SharedSegment.Create("slot", 2 * StatusSlot.Size, Path.GetTempPath());
        var slot = new StatusSlot(segment.Memory, 1);
        Assert.Equal((0, 0, 0), slot.Read());
        slot.Begin(7, 2, 99);
        Assert.Equal((7, 2, 99), slot.Read());
        slot.End();
        Assert.Equal((-7, 2, 99), slot.Read());
    }
}
