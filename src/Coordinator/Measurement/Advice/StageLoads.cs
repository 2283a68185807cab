namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a chunk of a stage costs whom, in seconds, and what the stage takes in the end.</summary>
/// <param name="Work">How many chunks there are.</param>
/// <param name="Rounds">Chunks that a worker goes through one after the other, at the pace at which cores are shared.</param>
internal sealed record StageLoads(JobWork Work, double Rounds)
{
    public required int Workers { get; init; }

    public required int Cores { get; init; }

    /// <summary>The job's own code.</summary>
    public required Estimate Computing { get; init; }

    /// <summary>Of the worker: taking the chunk, handing its partial over.</summary>
    public Estimate HandingOut { get; init; }

    /// <summary>Of the coordinator: giving the chunk out, taking its partial.</summary>
    public Estimate Answering { get; init; }

    /// <summary>Of the coordinator: combining the partial.</summary>
    public Estimate Reducing { get; init; }

    /// <summary>What moving the chunk's data takes.</summary>
    public Estimate Moving { get; init; }

    /// <summary>What it takes of processor time, both ends together.</summary>
    public Estimate MovingProcessor { get; init; }

    /// <summary>The stage: the longest of the three ways through it, and what comes on top.</summary>
    internal StageTime Time(StageCosts stage, Estimate completing)
    {
        StageTime worker = new StageTime { Computing = Computing, HandingOut = HandingOut, Moving = Moving } * Rounds;
        StageTime everybody = new StageTime
        {
            Computing = Computing, HandingOut = HandingOut + Answering, Moving = MovingProcessor, Reducing = Reducing,
        } * (Work.FullChunks / Cores);
        StageTime coordinator = new StageTime { HandingOut = Answering, Reducing = Reducing } * ((double)Work.Chunks / Math.Min(Workers, Cores));
        StageTime longest = StageTime.Longest(worker, StageTime.Longest(everybody, coordinator));
        return longest with { Waking = stage.At(longest.Total.Middle), Reducing = longest.Reducing + completing };
    }
}
