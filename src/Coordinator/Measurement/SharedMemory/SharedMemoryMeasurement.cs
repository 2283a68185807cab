using Cluster.Interop;
using Cluster.Memory;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Measurement.SharedMemory;

/// <summary><c>shared-memory</c>: what memory costs from its making to its end, alone and shared.</summary>
/// <remarks>
/// By the same calls that a run makes, one at a time. The reader's side is in this process as well, through the handle and a mapping of its
/// own: what the kernel does is the same, and no process start lies in between.
/// </remarks>
internal sealed class SharedMemoryMeasurement : IMeasurement
{
    public string Name => "shared-memory";

    public string Summary => "create, reserve, attach, first touch, warm read: pages of 4 KiB, populated ahead, and huge pages";

    public Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken) =>
        MeasuringThread.RunAsync<IReadOnlyList<MeasurementRow>>(Name, () => Run(settings, progress, cancellationToken));

    private static List<MeasurementRow> Run(MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        long length = settings.Choose(1L << 30, 256L << 20);
        int repeats = settings.Choose(7, 3);
        settings.RequireMemory(2 * length);
        var policy = HugePagePolicy.Read();
        var steps = new Steps(2 * 3 * (repeats + 1), progress, cancellationToken);
        var rows = new List<MeasurementRow>();
        foreach (bool shared in (bool[])[false, true])
        {
            foreach (Paging paging in Enum.GetValues<Paging>())
            {
                if (paging == Paging.Huge && !(shared ? policy.AllowsShared : policy.AllowsAnonymous))
                {
                    string setting = shared
                        ? $"shmem_enabled is {policy.Shared ?? "not there"}"
                        : $"transparent_hugepage/enabled is {policy.Anonymous ?? "not there"}";
                    rows.Add(new SharedMemoryRow(shared, paging, null, length, 0, null, $"not allowed here: {setting}"));
                    continue;
                }

                var times = new StepTimes();
                long huge = 0;
                for (int i = 0; i <= repeats; i++)
                {
                    huge = shared ? LiveShared(times, paging, length) : LiveAlone(times, paging, length);
                    times.Repeat();
                    steps.Next();
                }

                rows.AddRange(times.All.Select(one => new SharedMemoryRow(shared, paging, one.Step, length, huge, one.Milliseconds)));
            }
        }

        return rows;
    }

    // Each returns how many bytes lay in huge pages.
    private static long LiveAlone(StepTimes times, Paging paging, long length)
    {
        AnonymousMemory memory = times.Time(MemoryStep.Create, () => new AnonymousMemory(length, paging == Paging.Huge));
        using (memory)
        {
            if (paging == Paging.Ahead) times.Time(MemoryStep.Populate, memory.Populate);
            times.Time(MemoryStep.FirstTouch, () => MemoryKernels.TouchForWriting(memory.Range));
            CheckTouched(times.Time(MemoryStep.WarmRead, () => MemoryKernels.Sum(memory.Range)), length);
            long huge = HugePages.Mapped(memory.Range);
            times.Time(MemoryStep.Release, memory.Dispose);
            return huge;
        }
    }

    private static long LiveShared(StepTimes times, Paging paging, long length)
    {
        const string name = "measured";
        SafeFileHandle file = times.Time(MemoryStep.Create, () => LinuxMemory.CreateMemoryFile($"cluster-{name}"));
        using (file)
        {
            if (paging == Paging.Ahead) times.Time(MemoryStep.Reserve, () => LinuxMemory.Reserve(file, length, name));
            else RandomAccess.SetLength(file, length);
            using var owned = MappedMemory.Map(file, length, writable: true, name);
            if (paging == Paging.Huge) owned.PreferHugePages();
            if (paging == Paging.Ahead) times.Time(MemoryStep.Populate, () => owned.PopulateForWriting(0, length));
            times.Time(MemoryStep.FirstTouch, () => MemoryKernels.TouchForWriting(new MemoryRange(owned.Address, length)));

            var handle = new SegmentHandle(SegmentKind.MemoryFile, Environment.ProcessId, (int)file.DangerousGetHandle(), "", length);
            using MappedMemory attached = times.Time(MemoryStep.Attach, () => AttachedSegment.Attach(handle));
            if (paging == Paging.Huge) attached.PreferHugePages();
            var seen = new MemoryRange(attached.Address, length);
            if (paging == Paging.Ahead) times.Time(MemoryStep.PopulateAttached, () => attached.Populate(0, length));
            CheckTouched(times.Time(MemoryStep.FirstTouchAttached, () => MemoryKernels.TouchForReading(seen)), length);
            CheckTouched(times.Time(MemoryStep.WarmRead, () => MemoryKernels.Sum(seen)), length);
            long huge = HugePages.Mapped(seen);
            times.Time(MemoryStep.Release, () =>
            {
                attached.Dispose();
                owned.Dispose();
                file.Dispose();
            });
            return huge;
        }
    }

    // A one at the start of every 4 KiB, zeros otherwise.
    private static void CheckTouched(long sum, long length)
    {
        if (sum != length / 4096) throw new InvalidOperationException($"{length:N0} bytes that were touched add up to {sum}");
    }
}
