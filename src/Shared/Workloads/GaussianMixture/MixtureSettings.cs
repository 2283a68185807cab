namespace Cluster.Workloads.GaussianMixture;

/// <summary>What the options of the job say beside the shape.</summary>
/// <param name="Iterations">E- and M-steps.</param>
/// <param name="ModelParallel">Chunks are components and not points.</param>
/// <param name="EqualWeights">Weights stay 1/k.</param>
/// <param name="Regularization">Added to every variance after each M-step.</param>
internal sealed record MixtureSettings(long Iterations, bool ModelParallel, bool EqualWeights, double Regularization);
