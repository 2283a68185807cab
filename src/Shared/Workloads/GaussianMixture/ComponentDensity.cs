using System.Runtime.Intrinsics;
using Cluster.Numerics;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>What the E-step needs of a component: its density as −log(w·N(x | μ, Σ)) = |W·(x − μ)|² + offset.</summary>
/// <remarks>
/// Σ = L·Lᵀ (Cholesky) and W = L⁻¹/√2, lower triangles, so that the exponent is a sum of squares: no cancellation, never of the wrong sign.
/// offset = d/2·log 2π + Σᵢ log Lᵢᵢ − log w.
/// </remarks>
internal static class ComponentDensity
{
    // The part of a variance that the others must leave unexplained; below it, what is left is rounding.
    private const double LeastPivot = 1e-13;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double HalfLog2Pi = 0.91893853320467274178;

    /// <summary>Writes whitening matrix and offset.</summary>
    /// <param name="covariance">d × d, symmetric.</param>
    /// <param name="logWeight">Logarithm of the weight.</param>
    /// <param name="whitening">Gets the lower triangle.</param>
    /// <param name="offset">Gets the offset.</param>
    /// <returns>False if the covariance is not positive definite, to working precision.</returns>
    public static bool TryWrite(ReadOnlySpan<double> covariance, double logWeight, Span<double> whitening, out double offset)
    {
        int d = (int)Math.Sqrt(covariance.Length);
        var lower = new double[covariance.Length];
        offset = (d * HalfLog2Pi) - logWeight;
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = covariance[(i * d) + j];
                for (int k = 0; k < j; k++) rest -= lower[(i * d) + k] * lower[(j * d) + k];
                if (j < i)
                {
                    lower[(i * d) + j] = rest / lower[(j * d) + j];
                    continue;
                }

                // Also false for NaN; an infinite variance has no density either.
                if (!(rest > LeastPivot * covariance[(i * d) + i] && rest >= SmallestNormal && double.IsFinite(rest))) return false;
                lower[(i * d) + i] = Math.Sqrt(rest);
                offset += Log(lower[(i * d) + i]);
            }
        }

        Invert(lower, d, whitening);
        return true;
    }

    /// <summary>Natural logarithm of a positive normal number, with the same bits on every machine.</summary>
    public static double Log(double x) => PortableMath.Log(Vector256.Create(x))[0];

    private static void Invert(double[] lower, int d, Span<double> whitening)
    {
        double halfRoot = Math.Sqrt(0.5);
        for (int column = 0; column < d; column++)
        {
            for (int i = column; i < d; i++)
            {
                double rest = i == column ? halfRoot : 0;
                for (int k = column; k < i; k++) rest -= lower[(i * d) + k] * whitening[(k * (k + 1) / 2) + column];
                whitening[(i * (i + 1) / 2) + column] = rest / lower[(i * d) + i];
            }
        }
    }
}
