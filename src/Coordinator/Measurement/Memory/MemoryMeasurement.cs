using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>
/// <c>memory</c>: what coordinator and workers take together, by what the workers hold; and what 32 of them would take with 20 GB.
/// </summary>
internal sealed class MemoryMeasurement : IMeasurement
{
    // The source document's case: 20 GB in each of 32 processes, which ended in a memory error at 640 GB (PML-3).
    private const int PredictedWorkers = 32;
    private const long PredictedBytes = 20_000_000_000;

    public string Name => "memory";

    public string Summary =>
        "PSS and RSS of coordinator and workers that hold one data set as copies, in parts, and as shared memory; 20 GB x 32 predicted";

    public async Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        long bytes = settings.Choose(256L << 20, 64L << 20);
        int repeats = settings.Choose(5, 3);
        int[] sizes = settings.Workers == 1 ? [1] : [1, settings.Workers];
        Holding[] holdings = Enum.GetValues<Holding>();
        // Its own data, a copy for each worker, and one more for what is generated meanwhile.
        settings.RequireMemory(bytes * (settings.Workers + 2));
        long machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var steps = new Steps(holdings.Length * sizes.Length * repeats, progress, cancellationToken);
        var rows = new List<MemoryRow>();
        foreach (Holding holding in holdings)
        {
            using var data = new HeldData(holding, bytes, cancellationToken);
            foreach (int workers in sizes)
            {
                var readings = new List<MemoryReading>();
                for (int i = 0; i < repeats; i++)
                {
                    readings.Add(await data.ReadAsync(workers, settings, cancellationToken).ConfigureAwait(false));
                    steps.Next();
                }

                readings.Sort(static (one, other) => one.Total.CompareTo(other.Total));
                var total = Spread.Of([.. readings.Select(static one => (double)one.Total)]);
                long held = holding == Holding.Nothing ? 0 : bytes;
                rows.Add(new MemoryRow(holding, workers, held, total, readings[(readings.Count - 1) / 2], machine));
            }
        }

        return [.. rows, .. Predict(rows, machine)];
    }

    // From the rows with most workers: the share of one in what all of them have in common (code) is smallest there, and still larger than
    // with 32.
    private static IEnumerable<MemoryRow> Predict(List<MemoryRow> rows, long machine)
    {
        MemoryRow[] largest = [.. rows.GroupBy(static row => row.Holding).Select(static rows => rows.MaxBy(static row => row.Workers)!)];
        foreach (MemoryRow row in largest[1..])
        {
            var model = MemoryModel.Fit(row.Holding, largest[0].Reading!, row.Reading!, row.DataBytes);
            var total = Spread.Of(model.Total(PredictedWorkers, PredictedBytes));
            yield return new MemoryRow(row.Holding, PredictedWorkers, PredictedBytes, total, null, machine);
        }
    }
}
