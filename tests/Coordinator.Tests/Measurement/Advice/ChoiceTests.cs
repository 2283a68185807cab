using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What is recommended of what was predicted.</summary>
public sealed class ChoiceTests
{
    [Fact]
    public void Of_ClearlyFastest_IsChosen() => Assert.Equal(
        (ExecutionMode.Shared, 4), Chosen((ExecutionMode.Sequential, 1, 10), (ExecutionMode.Threads, 4, 5), (ExecutionMode.Shared, 4, 3)));

    [Fact]
    public void Of_NearlyAsFast_TheSimplerIsChosen()
    {
        Assert.Equal((ExecutionMode.Sequential, 1), Chosen((ExecutionMode.Sequential, 1, 10.4), (ExecutionMode.Threads, 4, 10), (ExecutionMode.Shared, 4, 10.1)));
        Assert.Equal((ExecutionMode.Threads, 4), Chosen((ExecutionMode.Sequential, 1, 20), (ExecutionMode.Pipe, 4, 9.8), (ExecutionMode.Shared, 4, 9.7), (ExecutionMode.Threads, 4, 10)));
    }

    [Fact]
    public void Of_NearlyAsFast_FewerWorkersAreChosen() => Assert.Equal(
        (ExecutionMode.Threads, 2), Chosen((ExecutionMode.Sequential, 1, 20), (ExecutionMode.Threads, 2, 10.2), (ExecutionMode.Threads, 4, 10), (ExecutionMode.Threads, 8, 10)));

    [Fact]
    public void Of_FirstCalls_GoesByThose()
    {
        Forecast[] forecasts = [Of(ExecutionMode.Sequential, 1, 10, 11), Of(ExecutionMode.Shared, 4, 3, 90)];

        Assert.Equal(ExecutionMode.Shared, Recommendation.Of(forecasts, firstCall: false).Chosen.Mode);
        Assert.Equal(ExecutionMode.Sequential, Recommendation.Of(forecasts, firstCall: true).Chosen.Mode);
    }

    [Fact]
    public void Batch_CheapMessages_IsLeftToTheSchedule()
    {
        BatchChoice choice = Batch(chunks: 640, seconds: 1e-3, message: 1e-6)!;

        Assert.Null(choice.Batch);
        // A share is 160 chunks: as one batch each it is as good as any other.
        Assert.Equal(160, choice.Largest);
    }

    [Fact]
    public void Batch_Uneven_NamesWhereWaitingBegins()
    {
        // 20 chunks of 1 ms for 4 workers: in batches of 4, one worker gets a second one, and the others wait.
        BatchChoice choice = Batch(chunks: 20, seconds: 1e-3, message: 1e-6)!;

        Assert.Null(choice.Batch);
        Assert.InRange(choice.Largest, 1, 5);
    }

    [Fact]
    public void Batch_NothingToHandOut_IsNone() => Assert.Null(
        BatchChoice.Of(MadeUp.Model(), Of(ExecutionMode.Sequential, 1, 1, 1), MadeUp.Work(10), MadeUp.Chunk(1)));

    private static BatchChoice? Batch(int chunks, double seconds, double message)
    {
        TimeModel model = MadeUp.Model(MadeUp.Machine with { Shared = MadeUp.HandOut with { Message = MadeUp.Exactly(message) } });
        (JobWork work, ChunkCosts chunk) = (MadeUp.Work(chunks), MadeUp.Chunk(seconds));
        return BatchChoice.Of(model, model.Predict(ExecutionMode.Shared, 4, work, chunk), work, chunk);
    }

    private static (ExecutionMode Mode, int Workers) Chosen(params (ExecutionMode Mode, int Workers, double Seconds)[] forecasts)
    {
        Forecast chosen = Recommendation.Of([.. forecasts.Append((ExecutionMode.Sequential, 1, 1000)).Select(one => Of(one.Item1, one.Item2, one.Item3, one.Item3))], false).Chosen;
        return (chosen.Mode, chosen.Workers);
    }

    private static Forecast Of(ExecutionMode mode, int workers, double warm, double first) =>
        new(mode, workers, Estimate.Exactly(warm), Estimate.Exactly(first), new ForecastParts(warm, 0, 0, 0, 0));
}
