using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Diagnostics;

namespace Cluster.Tests.Hosting;

/// <summary>Hears what a program could hear of one of its pools, for as long as it is not disposed.</summary>
internal sealed class Watcher : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener? _activities;
    private readonly ConcurrentQueue<Measured> _measurements = new();
    private readonly string _pool;

    /// <param name="pool">Name of the pool; nothing is heard of others.</param>
    /// <param name="traces">Whether it listens to activities.</param>
    internal Watcher(string pool, bool traces)
    {
        _pool = pool;
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ClusterTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.Start();
        if (!traces) return;
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ClusterTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (_pool.Equals(activity.GetTagItem("cluster.pool"))) Stopped.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_activities);
    }

    internal ConcurrentQueue<Activity> Stopped { get; } = new();

    internal Measured[] Of(string instrument) => [.. _measurements.Where(one => one.Instrument.Name == instrument)];

    internal double Sum(string instrument) => Of(instrument).Sum(static one => one.Value);

    /// <summary>Of an observed instrument: now; null if the pool is not among those observed.</summary>
    internal double? Observe(string instrument)
    {
        _measurements.Clear();
        _meters.RecordObservableInstruments();
        return Of(instrument) is [var one] ? one.Value : null;
    }

    public void Dispose()
    {
        _activities?.Dispose();
        _meters.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = tags.ToArray().ToDictionary();
        if (_pool.Equals(all.GetValueOrDefault("cluster.pool"))) _measurements.Enqueue(new Measured(instrument, value, all));
    }

    internal sealed record Measured(Instrument Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
