using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>The M-step: from the statistics of all points to the next parameters.</summary>
/// <remarks>
/// Statistics are of y = x − the stage's mean m: the new mean is m + Σr·y/Σr, the covariance Σr·y·yᵀ/Σr minus the square of the mean's
/// movement. As means settle nothing is left to cancel, wherever the data lies.
/// </remarks>
internal sealed class GaussianMixtureReduction : IReduction
{
    // Far below any sum of responsibilities that still says something; above the subnormal numbers, so that quotients are exact enough.
    private const double LeastMembers = 1e-280;

    private readonly MixtureShape _shape;
    private readonly MixtureSettings _settings;
    private readonly double[] _statistics;
    private readonly double[] _means;
    private readonly double[] _covariances;
    private readonly double[] _weights;
    private readonly List<double> _logLikelihood = [];
    private double _stageLogLikelihood;
    private bool _hasMeans;

    public GaussianMixtureReduction(MixtureShape shape, MixtureSettings settings)
    {
        (_shape, _settings) = (shape, settings);
        (int k, int d) = (shape.Components, shape.Dimensions);
        _statistics = new double[k * shape.StatisticsOfComponent];
        (_means, _covariances, _weights) = (new double[k * d], new double[k * d * d], new double[k]);
        Array.Fill(_weights, 1.0 / k);
        for (int component = 0; component < k; component++)
            for (int axis = 0; axis < d; axis++) _covariances[(component * d * d) + (axis * (d + 1))] = 1;
    }

    public JobResult Result => new(
        [
            new ResultField("means", Canonical(_means)),
            new ResultField("covariances", _covariances),
            new ResultField("weights", _weights),
            new ResultField("logLikelihood", _logLikelihood.ToArray()),
        ],
        "means",
        ArrayLayout.Matrix(ElementType.Float64, _shape.Components, _shape.Dimensions, ArrayOrder.C));

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        ReadOnlySpan<double> values = MemoryMarshal.Cast<byte, double>(partial);
        int first = _settings.ModelParallel ? (int)chunk.Start * _shape.StatisticsOfComponent : 0;
        for (int i = 0; i < values.Length - 1; i++) _statistics[first + i] += values[i];
        // Model-parallel, every chunk sees all points and knows the same log-likelihood.
        if (chunk.Index == 0 || !_settings.ModelParallel) _stageLogLikelihood += values[^1];
    }

    public byte[]? CompleteStage()
    {
        if (_hasMeans) Maximise();
        else TakeInitialMeans();
        Array.Clear(_statistics);
        _stageLogLikelihood = 0;
        return _logLikelihood.Count == _settings.Iterations ? null : State();
    }

    private void TakeInitialMeans()
    {
        for (int component = 0; component < _shape.Components; component++)
            StatisticsOf(component).Slice(1, _shape.Dimensions).CopyTo(_means.AsSpan(component * _shape.Dimensions));
        _hasMeans = true;
    }

    private void Maximise()
    {
        if (!double.IsFinite(_stageLogLikelihood))
            throw new ArithmeticException(
                $"iteration {_logLikelihood.Count + 1}: the log-likelihood is not a finite number (the input holds NaN, an infinity, or " +
                "numbers too large to be squared; remove or scale them)");
        _logLikelihood.Add(_stageLogLikelihood);
        for (int component = 0; component < _shape.Components; component++) Maximise(component);
    }

    private void Maximise(int component)
    {
        int d = _shape.Dimensions;
        ReadOnlySpan<double> statistics = StatisticsOf(component);
        double members = statistics[0];
        if (!(members >= LeastMembers))
            throw new ArithmeticException(
                $"iteration {_logLikelihood.Count}: component {component} has lost all its points (use fewer components, or start " +
                "from another seed or other means)");
        if (!_settings.EqualWeights) _weights[component] = members / _shape.Points;

        ReadOnlySpan<double> sums = statistics[1..], squares = statistics[(1 + d)..];
        Span<double> means = _means.AsSpan(component * d, d), covariance = _covariances.AsSpan(component * d * d, d * d);
        for (int i = 0, at = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                double value = (squares[at] / members) - (sums[i] / members * (sums[j] / members));
                if (!double.IsFinite(value))
                    throw new ArithmeticException(
                        $"iteration {_logLikelihood.Count}: the covariance of component {component} is not finite (scale the input)");
                covariance[(i * d) + j] = covariance[(j * d) + i] = value;
            }

            covariance[i * (d + 1)] += _settings.Regularization;
        }

        for (int i = 0; i < d; i++) means[i] += sums[i] / members;
    }

    private byte[] State()
    {
        (int d, int stride) = (_shape.Dimensions, _shape.ParametersOfComponent);
        var state = new byte[_shape.Components * stride * sizeof(double)];
        Span<double> values = MemoryMarshal.Cast<byte, double>(state.AsSpan());
        for (int component = 0; component < _shape.Components; component++)
        {
            Span<double> parameters = values.Slice(component * stride, stride);
            _means.AsSpan(component * d, d).CopyTo(parameters);
            ReadOnlySpan<double> covariance = _covariances.AsSpan(component * d * d, d * d);
            if (!ComponentDensity.TryWrite(covariance, ComponentDensity.Log(_weights[component]), parameters[d..^1], out parameters[^1]))
                throw new ArithmeticException(
                    $"iteration {_logLikelihood.Count}: the covariance of component {component} is singular to working precision " +
                    "(its points lie on a line or in one place; use fewer components, another seed, or --regularization 1e-6)");
        }

        return state;
    }

    private ReadOnlySpan<double> StatisticsOf(int component) =>
        _statistics.AsSpan(component * _shape.StatisticsOfComponent, _shape.StatisticsOfComponent);

    // Rows of a file that are means before the first iteration may hold any NaN; results are compared by their bits.
    private static double[] Canonical(double[] values) => Array.ConvertAll(values, value => double.IsNaN(value) ? double.NaN : value);
}
