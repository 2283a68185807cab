using Cluster.Numerics;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>Points as the source document generates them: normals, component by component, shifted along the diagonal.</summary>
/// <remarks>
/// Of n points in c components, point i belongs to component ⌊i·c/n⌋. All coordinates of component k are shifted by k times the separation.
/// </remarks>
internal sealed class MixtureGenerator(ulong seed, uint stream, MixtureShape shape, double separation) : IElementGenerator
{
    private readonly NormalGenerator _normals = new(seed, stream, mean: 0, deviation: 1);

    public void Fill(long first, Span<double> destination)
    {
        _normals.Fill(first, destination);
        while (!destination.IsEmpty)
        {
            long component = (long)((Int128)(first / shape.Dimensions) * shape.Components / shape.Points);
            // The first element of the next component: ⌈(k + 1)·n/c⌉ points are before it.
            Int128 pointsBefore = (((Int128)(component + 1) * shape.Points) + shape.Components - 1) / shape.Components;
            int count = (int)Int128.Min(destination.Length, (pointsBefore * shape.Dimensions) - first);
            double shift = component * separation;
            foreach (ref double element in destination[..count]) element += shift;
            destination = destination[count..];
            first += count;
        }
    }
}
