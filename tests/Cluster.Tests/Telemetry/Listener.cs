using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Diagnostics;

namespace Cluster.Tests.Telemetry;

/// <summary>Hears what a host of the coordinator could hear, for as long as it is not disposed.</summary>
internal sealed class Listener : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener? _activities;

    /// <param name="traces">Whether it listens to activities, too.</param>
    internal Listener(bool traces)
    {
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ClusterTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>(Note);
        _meters.SetMeasurementEventCallback<double>(Note);
        _meters.Start();
        if (!traces) return;
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ClusterTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>Activities in the order of their ends.</summary>
    internal ConcurrentQueue<Activity> Stopped { get; } = new();

    internal ConcurrentQueue<Measured> Measurements { get; } = new();

    /// <summary>Of a counter: all that was added since this listens.</summary>
    internal double Sum(string name) => Measurements.Where(one => one.Instrument.Name == name).Sum(static one => one.Value);

    /// <summary>Of an observable instrument: now; 0 before the first pool of the process has made it.</summary>
    internal double Observe(string name)
    {
        _meters.RecordObservableInstruments();
        return Measurements.LastOrDefault(one => one.Instrument.Name == name)?.Value ?? 0;
    }

    internal Activity[] Named(string name) => [.. Stopped.Where(activity => activity.OperationName == name).OrderBy(static activity => activity.StartTimeUtc)];

    public void Dispose()
    {
        _activities?.Dispose();
        _meters.Dispose();
    }

    private void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        Note(instrument, (double)value, tags, state);

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        Measurements.Enqueue(new Measured(instrument, value, tags.ToArray().ToDictionary()));

    internal sealed record Measured(Instrument Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
