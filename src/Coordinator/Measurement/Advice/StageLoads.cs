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

    /// <summary>Combining the partial, one at a time whoever does it.</summary>
    public Estimate Reducing { get; init; }

    /// <summary>Whether the worker combines it itself, as a thread does; otherwise the coordinator.</summary>
    public bool ReducesItself { get; init; }

    /// <summary>What moving the chunk's data takes.</summary>
    public Estimate Moving { get; init; }

    /// <summary>What it takes of processor time, both ends together.</summary>
    public Estimate MovingProcessor { get; init; }

    /// <summary>The stage: the longest of the three ways through it, and what comes on top.</summary>
    internal StageTime Time(StageCosts stage, Estimate completing)
    {
        Estimate own = ReducesItself ? Reducing : default;
        StageTime worker = new StageTime { Computing = Computing, HandingOut = HandingOut, Moving = Moving, Reducing = own } * Rounds;
        StageTime everybody = new StageTime
        {
            Computing = Computing, HandingOut = HandingOut + Answering, Moving = ReducesItself ? default : MovingProcessor, Reducing = Reducing,
        } * (Work.FullChunks / Cores);
        var inTurn = new StageTime { HandingOut = Answering * ((double)Work.Chunks / Math.Min(Workers, Cores)), Reducing = Reducing * Work.Chunks };
        StageTime longest = StageTime.Longest(worker, StageTime.Longest(everybody, inTurn));
        return longest with { Waking = stage.At(longest.Total.Middle), Reducing = longest.Reducing + completing };
    }
}
