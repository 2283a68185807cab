using System.Diagnostics;
using Cluster.Diagnostics;

namespace Cluster.Tests.Diagnostics;

public sealed class PhaseClockTests
{
    [Fact]
    public void Phases_OfAnyWalk_AddUpToTheWall()
    {
        var clock = new PhaseClock();
        clock.Restart(1000);
        clock.Enter(Phase.Map, 1010);
        clock.Enter(Phase.Compute, 1015);
        clock.Enter(Phase.Compute, 1115);
        clock.Enter(Phase.Collect, 1120);
        long[] ticks = clock.Read(1123);

        Assert.Equal((10, 5, 105, 3), (ticks[(int)Phase.Idle], ticks[(int)Phase.Map], ticks[(int)Phase.Compute], ticks[(int)Phase.Collect]));
        Assert.Equal(123, ticks.Sum());
    }

    [Fact]
    public void Recorder_GetsEachSlice_WithTheChunkItBelongsTo()
    {
        var clock = new PhaseClock { Recorder = new SliceRecorder() };
        clock.Restart(1000);
        clock.Chunk = 7;
        clock.Enter(Phase.Compute, 1010);
        clock.Chunk = 8;
        clock.Enter(Phase.Compute, 1020);
        clock.Enter(Phase.Idle, 1030);
        clock.Read(1040);

        Assert.Equal(
            [new(Phase.Idle, 1000, 1010, -1), new(Phase.Compute, 1010, 1020, 7), new(Phase.Compute, 1020, 1030, 8), new(Phase.Idle, 1030, 1040, -1)],
            clock.Recorder.Take());
        Assert.Empty(clock.Recorder.Take());
    }

    [Fact]
    public void Restart_WithARecorder_ForgetsWhatWasBefore()
    {
        var clock = new PhaseClock { Recorder = new SliceRecorder() };
        clock.Enter(Phase.Compute, Stopwatch.GetTimestamp());
        clock.Restart(2000);
        clock.Enter(Phase.Compute, 2001);
        Assert.Equal([new TraceSlice(Phase.Idle, 2000, 2001, -1)], clock.Recorder.Take());
    }

    [Fact]
    public void Recorder_OfTooManySlices_CountsTheRest()
    {
        var recorder = new SliceRecorder();
        for (int i = 0; i < SliceRecorder.Limit + 3; i++) recorder.Record(Phase.Compute, i, i + 1, i);
        Assert.Equal(3, recorder.Dropped);
        Assert.Equal(SliceRecorder.Limit, recorder.Take().Length);
        Assert.Equal(0, recorder.Dropped);
    }
}
