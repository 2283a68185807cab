using System.Diagnostics;

namespace Cluster.Stress;

/// <summary>Measures from the kill of a worker to the moment at which the next one in its place is ready.</summary>
/// <remarks>Looks every millisecond, on a thread of its own. Any thread tells it of kills.</remarks>
internal sealed class PlaceWatch : IDisposable
{
    // A minute on an idle machine is for ever; a busy one starts 64 workers in ten seconds.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Func<IReadOnlyList<(int Place, int ProcessId)>> _staff;
    private readonly CampaignRun _run;
    private readonly Dictionary<int, (int ProcessId, long At)> _killed = [];
    private readonly Thread _thread;
    private volatile bool _ended;

    /// <param name="staff">Places and processes of the workers that are ready.</param>
    /// <param name="run">Gets the times.</param>
    internal PlaceWatch(Func<IReadOnlyList<(int Place, int ProcessId)>> staff, CampaignRun run)
    {
        (_staff, _run) = (staff, run);
        _thread = new Thread(Look) { IsBackground = true, Name = "place watch" };
        _thread.Start();
    }

    /// <summary>Workers that are ready and that nobody has killed yet.</summary>
    internal IReadOnlyList<(int Place, int ProcessId)> Alive
    {
        get
        {
            IReadOnlyList<(int Place, int ProcessId)> staff = _staff();
            lock (_gate) return [.. staff.Where(one => _killed.GetValueOrDefault(one.Place).ProcessId != one.ProcessId)];
        }
    }

    /// <summary>Sends a signal that ends the worker, or has it ended; false when it was gone already.</summary>
    internal bool TryEnd((int Place, int ProcessId) worker, int signal = Victim.Kill)
    {
        lock (_gate) _killed[worker.Place] = (worker.ProcessId, Stopwatch.GetTimestamp());
        if (Victim.TrySignal(worker.ProcessId, signal))
        {
            _run.Fault();
            return true;
        }

        lock (_gate) _killed.Remove(worker.Place);
        return false;
    }

    /// <summary>Waits until all places are filled again; names those that are not.</summary>
    internal async Task RecoverAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        while (Missing() is { Count: > 0 } missing)
        {
            if (Stopwatch.GetElapsedTime(begin) > Limit)
            {
                _run.Expect(false, () => $"not replaced within {Limit.TotalSeconds:0} s: {string.Join(", ", missing)}");
                return;
            }

            await Task.Delay(1, _run.Stopping);
        }
    }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }

    private IReadOnlyList<string> Missing()
    {
        lock (_gate) return [.. _killed.Select(static one => $"worker {one.Key} (pid {one.Value.ProcessId})")];
    }

    private void Look()
    {
        for (; !_ended; Thread.Sleep(1))
        {
            lock (_gate)
                if (_killed.Count == 0) continue;
            IReadOnlyList<(int Place, int ProcessId)> staff = _staff();
            lock (_gate)
            {
                foreach ((int place, int process) in staff)
                {
                    if (!_killed.TryGetValue(place, out var killed) || killed.ProcessId == process) continue;
                    _run.Durations.Add(Stopwatch.GetElapsedTime(killed.At));
                    _killed.Remove(place);
                }
            }
        }
    }
}
