namespace Cluster.Coordinator.Cli.Ending;

/// <summary>Progress of one of several things that together are a step.</summary>
/// <param name="whole">Of the step.</param>
/// <param name="done">Things before this one.</param>
/// <param name="all">Things in the step.</param>
internal sealed class ShareOfHeadway(IProgress<double> whole, int done, int all) : IProgress<double>
{
    public void Report(double value) => whole.Report((done + value) / all);
}
