namespace Cluster.Tests.Packages;

/// <summary>The tests that share one <see cref="PackageFolder"/>.</summary>
[CollectionDefinition(nameof(PackageFolder), DisableParallelization = true)]
public sealed class PackageCollection : ICollectionFixture<PackageFolder>;
