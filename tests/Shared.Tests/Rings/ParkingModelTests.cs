namespace Cluster.Tests.Rings;

public sealed class ParkingModelTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, ParkingModel.Capacity)]
    [InlineData(false, ParkingModel.Capacity)]
    public void Search_AllInterleavings_FindsNothing(bool inOrder, int lookEvery)
    {
        var model = new ParkingModel(ParkingFlaw.None, inOrder, lookEvery);
        Assert.Null(model.Search());
        // A search that ends early finds nothing either.
        Assert.InRange(model.Seen, 1000, int.MaxValue);
    }

    [Theory]
    [InlineData(ParkingFlaw.NoFenceAfterTail, "a lost wake-up")]
    [InlineData(ParkingFlaw.NoFenceAfterReaderParked, "a lost wake-up")]
    [InlineData(ParkingFlaw.NoFenceAfterHead, "a lost wake-up")]
    [InlineData(ParkingFlaw.NoFenceAfterWriterParked, "a lost wake-up")]
    [InlineData(ParkingFlaw.NoSecondLook, "a lost wake-up")]
    [InlineData(ParkingFlaw.BellLeftUnheard, "bells pile up")]
    [InlineData(ParkingFlaw.LooksTooSeldom, "a lost wake-up")]
    public void Search_SomethingLeftOut_FindsWhatComesOfIt(ParkingFlaw flaw, string wrong) =>
        Assert.StartsWith(wrong, new ParkingModel(flaw, inOrder: true).Search(), StringComparison.Ordinal);

    [Fact]
    public void Search_TailWithoutRelease_IsFoundWhereStoresAreReordered()
    {
        Assert.Null(new ParkingModel(ParkingFlaw.TailWithoutRelease, inOrder: true).Search());
        Assert.StartsWith("read what was not written", new ParkingModel(ParkingFlaw.TailWithoutRelease, inOrder: false).Search(), StringComparison.Ordinal);
    }
}
