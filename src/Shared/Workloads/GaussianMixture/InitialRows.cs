using Cluster.Numerics;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>Which points the means start from: different ones, all equally likely, the same for a seed wherever they are picked.</summary>
internal static class InitialRows
{
    /// <summary>Floyd's sampling without replacement (Bentley and Floyd, 1987).</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="points">To pick from.</param>
    /// <param name="count">At most as many as there are points.</param>
    /// <returns>In the order of the components.</returns>
    public static long[] Pick(ulong seed, long points, int count)
    {
        var words = new ulong[(count + Philox4x32.GroupWords - 1) / Philox4x32.GroupWords * Philox4x32.GroupWords];
        new Philox4x32(seed, (uint)RandomStream.Samples).Fill(0, words);
        var rows = new List<long>(count);
        for (int i = 0; i < count; i++)
        {
            // The candidates grow by one each time, so the last of them is free if the drawn one is not.
            long last = points - count + i;
            long drawn = (long)Math.BigMul(words[i], (ulong)last + 1, out _);
            rows.Add(rows.Contains(drawn) ? last : drawn);
        }

        return [.. rows];
    }
}
