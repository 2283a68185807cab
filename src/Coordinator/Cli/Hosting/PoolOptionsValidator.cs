using Cluster.Processes;
using Microsoft.Extensions.Options;

namespace Cluster.Coordinator.Cli.Hosting;

/// <summary>Checks the ranges that <see cref="PoolOptions"/> declares; generated, so that nothing is looked up at start.</summary>
[OptionsValidator]
internal sealed partial class PoolOptionsValidator : IValidateOptions<PoolOptions>;
