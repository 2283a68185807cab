namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>What coordinator and workers need, as a function of workers and data: fitted to what some of them needed here.</summary>
/// <remarks>
/// <code>
///  copies:   c + d + w·N + f·d·N        f a little above 1: the copy and its page tables
///  parts:    c + d + w·N + f·d          the same, once for all workers together
///  shared:   c + d + w·N + f·d·N        f about 1/512: 8 bytes of page table for each 4096 of data, or for each 2 MiB
/// </code>
/// d bytes of data, which the coordinator has in any case; N workers; w what a worker takes by itself; c the coordinator, and whatever else
/// does not grow with workers or data.
/// </remarks>
/// <param name="Holding">What workers hold; not <see cref="Holding.Nothing"/>.</param>
/// <param name="Constant">c, in bytes.</param>
/// <param name="Worker">w, in bytes.</param>
/// <param name="PerDataByte">f.</param>
internal sealed record MemoryModel(Holding Holding, double Constant, double Worker, double PerDataByte)
{
    /// <param name="holding">What workers held.</param>
    /// <param name="alone">Workers that hold nothing.</param>
    /// <param name="holders">As many workers that hold the data.</param>
    /// <param name="data">Bytes of it; more than 0.</param>
    internal static MemoryModel Fit(Holding holding, MemoryReading alone, MemoryReading holders, long data)
    {
        int workers = holders.Workers.Count;
        double worker = alone.OfWorkers / (double)workers;
        // By what is each worker's own: its share of code depends on who else runs. Of mapped data the pages belong to everybody, and a
        // worker adds the way to them.
        double added = holding == Holding.Shared
            ? holders.Own.Sum(static own => own.PageTableBytes) - alone.Own.Sum(static own => own.PageTableBytes)
            : holders.Own.Sum(static own => own.Total) - alone.Own.Sum(static own => own.Total);
        var model = new MemoryModel(holding, 0, worker, Math.Max(0, added / data / (holding == Holding.Parts ? 1 : workers)));
        return model with { Constant = holders.Total - model.Total(workers, data) };
    }

    /// <summary>Bytes of all processes together.</summary>
    internal double Total(int workers, double data) =>
        Constant + data + (Worker * workers) + (PerDataByte * data * (Holding == Holding.Parts ? 1 : workers));
}
