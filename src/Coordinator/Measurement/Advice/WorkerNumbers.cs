namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Which numbers of workers are worth a line.</summary>
internal static class WorkerNumbers
{
    /// <summary>1, 2, 3, 4, 6, 8, 12, 16, 24 … and <paramref name="most"/> itself.</summary>
    internal static IEnumerable<int> UpTo(int most)
    {
        for (int power = 1; power < most; power *= 2)
        {
            yield return power;
            if (power > 1 && power * 3 / 2 < most) yield return power * 3 / 2;
        }

        yield return most;
    }
}
