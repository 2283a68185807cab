namespace Cluster.Tests.Workloads;

/// <summary>EM as a textbook writes it: every density, every responsibility, two passes for a covariance, nothing fused.</summary>
/// <remarks>Follows Bishop, Pattern Recognition and Machine Learning (2006), section 9.2.2; densities by Gaussian elimination.</remarks>
internal sealed class TextbookMixture
{
    private readonly double[][] _points;
    private readonly bool _equalWeights;

    public TextbookMixture(double[] elements, int dimensions, IEnumerable<long> initialRows, bool equalWeights)
        : this(elements, dimensions, [.. initialRows.SelectMany(row => elements.Chunk(dimensions).ElementAt((int)row))], equalWeights)
    {
    }

    /// <param name="elements">Point after point.</param>
    /// <param name="dimensions">Coordinates of a point.</param>
    /// <param name="initialMeans">Mean after mean.</param>
    /// <param name="equalWeights">Whether weights stay as they are.</param>
    public TextbookMixture(double[] elements, int dimensions, double[] initialMeans, bool equalWeights)
    {
        _points = [.. elements.Chunk(dimensions)];
        _equalWeights = equalWeights;
        Means = [.. initialMeans.Chunk(dimensions)];
        Covariances = [.. Means.Select(_ => Identity(dimensions))];
        Weights = [.. Means.Select(_ => 1.0 / Means.Length)];
    }

    public double[][] Means { get; private set; }

    public double[][,] Covariances { get; private set; }

    public double[] Weights { get; private set; }

    public List<double> LogLikelihood { get; } = [];

    public void Iterate()
    {
        int k = Means.Length, d = Means[0].Length;
        double[][] responsibilities = [.. _points.Select(_ => new double[k])];
        double logLikelihood = 0;
        for (int n = 0; n < _points.Length; n++)
        {
            double[] x = _points[n];
            double[] logs = [.. Enumerable.Range(0, k).Select(c => Math.Log(Weights[c]) + LogDensity(x, Means[c], Covariances[c]))];
            double largest = logs.Max(), log = largest + Math.Log(logs.Sum(one => Math.Exp(one - largest)));
            logLikelihood += log;
            for (int c = 0; c < k; c++) responsibilities[n][c] = Math.Exp(logs[c] - log);
        }

        LogLikelihood.Add(logLikelihood);
        for (int c = 0; c < k; c++)
        {
            double members = responsibilities.Sum(r => r[c]);
            var mean = new double[d];
            for (int i = 0; i < d; i++) mean[i] = _points.Select((x, n) => responsibilities[n][c] * x[i]).Sum() / members;
            var covariance = new double[d, d];
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    IEnumerable<double> terms = _points.Select((x, n) => responsibilities[n][c] * (x[i] - mean[i]) * (x[j] - mean[j]));
                    covariance[i, j] = terms.Sum() / members;
                }
            }

            (Means[c], Covariances[c]) = (mean, covariance);
            if (!_equalWeights) Weights[c] = members / _points.Length;
        }
    }

    private static double LogDensity(double[] x, double[] mean, double[,] covariance)
    {
        int d = x.Length;
        var a = (double[,])covariance.Clone();
        double[] y = [.. x.Zip(mean, (p, q) => p - q)];
        double[] solution = [.. y];
        double logDeterminant = 0;
        for (int i = 0; i < d; i++)
        {
            logDeterminant += Math.Log(a[i, i]);
            for (int row = i + 1; row < d; row++)
            {
                double factor = a[row, i] / a[i, i];
                for (int column = i; column < d; column++) a[row, column] -= factor * a[i, column];
                solution[row] -= factor * solution[i];
            }
        }

        for (int i = d - 1; i >= 0; i--)
        {
            for (int column = i + 1; column < d; column++) solution[i] -= a[i, column] * solution[column];
            solution[i] /= a[i, i];
        }

        return -0.5 * ((d * Math.Log(2 * Math.PI)) + logDeterminant + y.Zip(solution, (p, q) => p * q).Sum());
    }

    private static double[,] Identity(int d)
    {
        var identity = new double[d, d];
        for (int i = 0; i < d; i++) identity[i, i] = 1;
        return identity;
    }
}
