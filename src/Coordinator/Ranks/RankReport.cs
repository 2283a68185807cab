using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Ranks;

/// <summary>Where the time of a rank went in a repetition, as it travels to rank 0.</summary>
/// <param name="Account">Of its own executor.</param>
/// <param name="Memory">Of its workers.</param>
/// <param name="WorkersLost">In the run so far.</param>
/// <param name="Retries">Likewise.</param>
internal sealed record RankReport(RepetitionAccount Account, IReadOnlyList<ProcessMemory> Memory, int WorkersLost, int Retries)
{
    internal static async Task<RankReport> OfAsync(IExecutor executor, CancellationToken cancellationToken)
    {
        RepetitionAccount account = await executor.AccountAsync(cancellationToken).ConfigureAwait(false);
        return new RankReport(account, executor.WorkerMemory(), executor.WorkersLost, executor.Retries);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(WorkersLost);
        writer.Write(Retries);
        writer.Write(Account.Batches);
        writer.Write(Account.SerializeTicks);
        ByteCounts bytes = Account.Bytes;
        foreach (long count in (long[])[bytes.ToWorkers, bytes.FromWorkers, bytes.Shared, bytes.Serialized]) writer.Write(count);
        writer.Write(Account.Workers.Count);
        foreach (WorkerAccount worker in Account.Workers) Write(writer, worker);
        writer.Write(Memory.Count);
        foreach (ProcessMemory memory in Memory)
        {
            writer.Write(memory.ProcessId);
            writer.Write(memory.Resident);
            writer.Write(memory.Proportional);
        }
    }

    internal static RankReport Read(BinaryReader reader)
    {
        (int lost, int retries, int batches, long serialize) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
        var bytes = new ByteCounts(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var workers = new WorkerAccount[reader.ReadInt32()];
        for (int i = 0; i < workers.Length; i++) workers[i] = ReadWorker(reader);
        var memory = new ProcessMemory[reader.ReadInt32()];
        for (int i = 0; i < memory.Length; i++) memory[i] = new ProcessMemory(reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64());
        return new RankReport(new RepetitionAccount(workers, bytes, batches, serialize), memory, lost, retries);
    }

    private static void Write(BinaryWriter writer, WorkerAccount worker)
    {
        writer.Write(worker.Id);
        writer.Write(worker.ProcessId);
        writer.Write(worker.Chunks);
        writer.Write(worker.Wall);
        writer.Write(worker.Starts);
        foreach (long ticks in worker.Ticks) writer.Write(ticks);
    }

    private static WorkerAccount ReadWorker(BinaryReader reader)
    {
        (int id, int process, long chunks, long wall, int starts) =
            (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
        long[] ticks = new long[PhaseClock.PhaseCount];
        for (int i = 0; i < ticks.Length; i++) ticks[i] = reader.ReadInt64();
        return new WorkerAccount(id, process, chunks, ticks, wall) { Starts = starts };
    }
}
