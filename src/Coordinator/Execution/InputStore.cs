using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Coordinator.Files;
using Cluster.Faults;
using Cluster.Interop;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.Coordinator.Execution;

/// <summary>Brings the inputs of a job into memory, once for all modes that are run over them.</summary>
/// <remarks>
/// Generated data is generated where it will lie, in the segment itself if workers are to map it; a <c>.npy</c> file is mapped as it is. Whoever
/// made the store disposes it after the last run.
/// </remarks>
internal sealed class InputStore : IDisposable
{
    // 8 MiB: large enough that handing blocks to threads does not show, small enough to balance a few cores.
    private const int Block = 8 << 20;

    private InputStore(IReadOnlyList<StoredInput> inputs, TimeSpan time) => (Inputs, PublishTime) = (inputs, time);

    internal IReadOnlyList<StoredInput> Inputs { get; }

    /// <summary>What it took.</summary>
    internal TimeSpan PublishTime { get; }

    /// <summary>Bytes that workers can map.</summary>
    internal long SharedBytes => Inputs.Sum(input => input.SharedBytes);

    /// <param name="job">Its inputs are brought in.</param>
    /// <param name="shareable">Whether workers are to map them.</param>
    /// <param name="progress">Gets the fraction done, from any thread; null if nobody looks.</param>
    /// <param name="cancellationToken">Ends the generation.</param>
    /// <exception cref="FaultException"><see cref="FaultCode.OutOfMemory"/>, with figures.</exception>
    /// <exception cref="FileProblemException">The file cannot be read to its end.</exception>
    internal static InputStore Create(PreparedJob job, bool shareable, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        bool mapFile = job.File?.MappableOffset is not null;
        if (!mapFile) MemoryBudget.Require(job.InputBytes, $"the input of {job.Definition.Name}");

        var stored = new List<StoredInput>();
        try
        {
            foreach (JobInput input in job.Inputs)
            {
                StoredInput one = mapFile ? MapFile(input, job.File!) : Allocate(input, shareable);
                stored.Add(one);
                if (!mapFile) Fill(one, job.File, progress, cancellationToken);
            }
        }
        catch
        {
            foreach (StoredInput one in stored) one.Dispose();
            throw;
        }

        return new InputStore(stored, Stopwatch.GetElapsedTime(begin));
    }

    public void Dispose()
    {
        foreach (StoredInput input in Inputs) input.Dispose();
    }

    private static StoredInput MapFile(JobInput input, InputArray file) => new(input, SharedSegment.OfFile(file.Path), file.MappableOffset!.Value);

    private static StoredInput Allocate(JobInput input, bool shareable)
    {
        long bytes = input.Layout.ByteLength;
        try
        {
            return shareable
                ? new StoredInput(input, SharedSegment.Create(input.Name, bytes, Path.GetTempPath()), 0)
                : new StoredInput(input, new NativeBuffer(bytes));
        }
        catch (Exception ex) when (ex is ErrnoException or OutOfMemoryException or IOException)
        {
            throw new FaultException(FaultCode.OutOfMemory, $"no memory for {input.Name}, {bytes:N0} bytes: {ex.Message}", ex);
        }
    }

    private static void Fill(StoredInput input, InputArray? file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        long bytes = input.Input.Layout.ByteLength;
        long blocks = (bytes + Block - 1) / Block;
        long done = 0;
        IElementGenerator? generator = input.Input.Generator;
        Parallel.For(0L, blocks, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            long offset = block * Block;
            Span<byte> part = input.Bytes(offset, (int)Math.Min(Block, bytes - offset));
            if (file is not null) file.CopyTo(part, offset);
            else generator!.Fill(offset / sizeof(double), MemoryMarshal.Cast<byte, double>(part));
            progress?.Report((double)Interlocked.Increment(ref done) / blocks);
        });
        input.Seal();
    }
}
