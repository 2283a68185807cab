namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What it costs to move the data of a chunk through a connection in one direction, by its size.</summary>
/// <param name="Points">By bytes, ascending; at least one.</param>
internal sealed record MoveCosts(IReadOnlyList<MovePoint> Points)
{
    /// <summary>Seconds that it takes while nobody else moves anything.</summary>
    internal Estimate Alone(double bytes) => At(bytes, static point => point.Alone);

    /// <summary>Seconds of processor time, both ends together.</summary>
    internal Estimate Processor(double bytes) => At(bytes, static point => point.Processor);

    // Between two sizes on the line through them, below the smallest on the one through nothing, above the largest in proportion.
    private Estimate At(double bytes, Func<MovePoint, Estimate> cost)
    {
        if (bytes <= 0) return default;
        if (bytes >= Points[^1].Bytes) return cost(Points[^1]) * (bytes / Points[^1].Bytes);
        int above = 0;
        while (Points[above].Bytes < bytes) above++;
        MovePoint from = above == 0 ? default : Points[above - 1];
        return cost(from).Towards(cost(Points[above]), (bytes - from.Bytes) / (Points[above].Bytes - from.Bytes));
    }
}
