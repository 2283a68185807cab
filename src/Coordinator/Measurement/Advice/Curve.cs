namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>A figure that depends on how many workers, or threads, are at it.</summary>
/// <param name="Points">By number of workers, ascending; at least one.</param>
internal sealed record Curve(IReadOnlyList<CurvePoint> Points)
{
    /// <summary>Between two points on the line through them; outside of them the nearest one's.</summary>
    internal Estimate At(double workers)
    {
        if (workers <= Points[0].Workers) return Points[0].Value;
        if (workers >= Points[^1].Workers) return Points[^1].Value;
        return OnLine(IndexAbove(workers), workers);
    }

    /// <summary>As <see cref="At"/>, but beyond the last point on the line through the last two, if that rises.</summary>
    internal Estimate Beyond(double workers)
    {
        if (workers <= Points[^1].Workers || Points.Count == 1) return At(workers);
        return Estimate.Max(OnLine(Points.Count - 1, workers), Points[^1].Value);
    }

    /// <summary>Each point's value through <paramref name="change"/>.</summary>
    internal Curve Select(Func<CurvePoint, Estimate> change) => new([.. Points.Select(point => point with { Value = change(point) })]);

    private int IndexAbove(double workers)
    {
        int index = 1;
        while (Points[index].Workers < workers) index++;
        return index;
    }

    private Estimate OnLine(int above, double workers)
    {
        (CurvePoint from, CurvePoint to) = (Points[above - 1], Points[above]);
        return from.Value.Towards(to.Value, (workers - from.Workers) / (to.Workers - from.Workers));
    }
}
