using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Diagnostics;
using Cluster.Faults;

namespace Cluster.Coordinator.Execution;

/// <summary>What a run tells those who listen: an activity for itself, its repetitions and their stages, and how long the latter two took.</summary>
/// <remarks>Without a listener the activities are null, and a duration costs a read and a comparison.</remarks>
internal sealed class RunTelemetry(PreparedJob job, ExecutionMode mode)
{
    internal const string RunName = "cluster.run";
    internal const string RepetitionName = "cluster.repetition";
    internal const string StageName = "cluster.stage";

    // From a stage that hands out nothing but a few tiny chunks to a job over lunch; the default borders are meant for milliseconds.
    private static readonly InstrumentAdvice<double> Borders = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000],
    };

    private static readonly Histogram<double> Repetitions = ClusterTelemetry.Meter.CreateHistogram(
        "cluster.repetition.duration", "s", "From the first batch of a repetition to its result.", tags: null, Borders);

    private static readonly Histogram<double> Stages = ClusterTelemetry.Meter.CreateHistogram(
        "cluster.stage.duration", "s", "From the first batch of a stage to the next stage's state.", tags: null, Borders);

    internal Activity? BeginRun()
    {
        // Makes the histograms, if there are none yet: later that would be within what is timed.
        _ = Repetitions.Enabled;
        Activity? activity = Begin(RunName);
        activity?.SetTag("cluster.mode", mode.Word());
        activity?.SetTag("cluster.workers", mode == ExecutionMode.Sequential ? 1 : job.Request.Workers);
        activity?.SetTag("cluster.chunks", job.Plan.Count);
        return activity;
    }

    /// <param name="name"><c>warm-up 1</c>, <c>repetition 1</c>.</param>
    internal Activity? BeginRepetition(string name)
    {
        Activity? activity = Begin(RepetitionName);
        activity?.SetTag("cluster.repetition", name);
        return activity;
    }

    internal Activity? BeginStage(int stage)
    {
        Activity? activity = Begin(StageName);
        activity?.SetTag("cluster.stage", stage);
        return activity;
    }

    internal void RepetitionEnded(TimeSpan time) => Record(Repetitions, time);

    internal void StageEnded(TimeSpan time) => Record(Stages, time);

    /// <summary>A filter that is never true: notes what went wrong, and lets it pass.</summary>
    internal static bool Fails(Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity?.SetTag("error.type", exception is FaultException fault ? fault.Code.ToString() : exception.GetType().FullName);
        return false;
    }

    private Activity? Begin(string name)
    {
        Activity? activity = ClusterTelemetry.Source.StartActivity(name);
        activity?.SetTag("cluster.job", job.Definition.Name);
        return activity;
    }

    private void Record(Histogram<double> histogram, TimeSpan time)
    {
        if (!histogram.Enabled) return;
        histogram.Record(
            time.TotalSeconds, new KeyValuePair<string, object?>("cluster.job", job.Definition.Name), new KeyValuePair<string, object?>("cluster.mode", mode.Word()));
    }
}
