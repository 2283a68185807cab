namespace Cluster.Processes;

public sealed class PlacesTests
{
    [Fact]
    public void Place_FromFreeToFree()
    {
        var places = new Places<string>(2);
        Assert.True(places.IsDeserted);
        Assert.True(places.IsFree(0) && places.IsFree(1));

        places.BeginStart(1);
        Assert.False(places.IsFree(1) || places.IsDeserted);
        places.Take(1, "a");
        Assert.False(places.IsFree(1) || places.IsDeserted);
        Assert.Equal(["a"], places.Workers);
        places.Leave(1, "a");
        Assert.True(places.IsFree(1) && places.IsDeserted);
    }

    [Fact]
    public void Leave_PlaceOfAnother_StaysTaken()
    {
        var places = new Places<string>(1);
        places.BeginStart(0);
        places.Take(0, "b");
        places.Leave(0, "a");
        Assert.Equal(["b"], places.Workers);
    }

    [Fact]
    public void EndStart_WorkerGoneBeforeItHadItsPlace_IsFreeAgain()
    {
        var places = new Places<string>(1);
        places.BeginStart(0);
        places.Leave(0, "a");
        Assert.False(places.IsFree(0));
        places.EndStart(0);
        Assert.True(places.IsFree(0) && places.IsDeserted);
    }

    [Fact]
    public void GiveUp_PlaceIsNeverFreeAgain()
    {
        var places = new Places<string>(2);
        places.BeginStart(0);
        places.GiveUp(0);
        Assert.False(places.IsFree(0));
        Assert.True(places.IsFree(1) && places.IsDeserted);
    }
}
