using Cluster.Coordinator.Execution;

namespace Cluster.Stress;

/// <summary>Jobs of 10 to 100 ms: long enough to be met by a kill, and of so many chunks that none of them is met three times.</summary>
internal sealed class ReferenceJobs : IDisposable
{
    private readonly List<ReferenceJob> _jobs = [];

    private static IEnumerable<RunRequest> Requests =>
    [
        Request("monte-carlo-pi", null, ("samples", 200_000_000), ("tasks", 200)),
        Request("summarize", 50_000, ("count", 5_000_000)),
        Request("gaussian-mixture", 5_000, ("points", 100_000), ("iterations", 10)),
        Request("distance-matrix", 20, ("points", 1_500), ("dimensions", 50)),
        Request("matrix-multiply", 8, ("size", 600)),
        Request("column-sums", 10, ("rows", 3_000), ("columns", 1_000)),
    ];

    /// <param name="handOut">How chunks get to workers in mode shared.</param>
    internal static async Task<ReferenceJobs> CreateAsync(HandOutChoice handOut)
    {
        var jobs = new ReferenceJobs();
        foreach (RunRequest request in Requests) jobs._jobs.Add(await ReferenceJob.CreateAsync(request with { HandOut = handOut }));
        return jobs;
    }

    internal ReferenceJob Any(Random random) => _jobs[random.Next(_jobs.Count)];

    public void Dispose()
    {
        foreach (ReferenceJob job in _jobs) job.Dispose();
    }

    private static RunRequest Request(string job, long? chunk, params (string Name, long Value)[] options) => new()
    {
        Job = job, ChunkSize = chunk, Workers = 4, Options = options.ToDictionary(static one => one.Name, static one => (object)one.Value),
    };
}
