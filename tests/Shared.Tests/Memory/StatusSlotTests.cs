using Cluster.Memory;

namespace Cluster.Tests.Memory;

/// <summary>What is read of a slot is what was written there last.</summary>
public sealed class StatusSlotTests
{
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
