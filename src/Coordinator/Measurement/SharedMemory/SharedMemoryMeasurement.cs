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
        var steps = new Steps(2 * 3 * (repeats + 1), progress, cancellationToken);
        var rows = new List<MeasurementRow>();
        foreach (bool shared in (bool[])[false, true])
        {
            foreach (Paging paging in Enum.GetValues<Paging>())
            {
                SegmentPages source = paging == Paging.Huge ? Source(shared, length) : SegmentPages.Ordinary;
                if (paging == Paging.Huge && source == SegmentPages.Ordinary)
                {
                    rows.Add(new SharedMemoryRow(shared, source, paging, null, length, 0, null, $"not allowed here: {WhyNot(shared)}"));
                    continue;
                }

                var times = new StepTimes();
                long huge = 0;
                for (int i = 0; i <= repeats; i++)
                {
                    huge = !shared ? LiveAlone(times, paging, length)
                        : paging == Paging.Huge ? LiveLarge(times, length)
                        : LiveShared(times, paging, length);
                    times.Repeat();
                    steps.Next();
                }

                rows.AddRange(times.All.Select(one =>
                    new SharedMemoryRow(shared, source, paging, one.Step, length, huge, one.Milliseconds)));
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
            if (paging == Paging.Ahead) times.Time(MemoryStep.Populate, () => owned.PopulateForWriting(0, length));
            times.Time(MemoryStep.FirstTouch, () => MemoryKernels.TouchForWriting(new MemoryRange(owned.Address, length)));

            var handle = new SegmentHandle(SegmentKind.MemoryFile, Environment.ProcessId, (int)file.DangerousGetHandle(), "", length);
            using MappedMemory attached = times.Time(MemoryStep.Attach, () => AttachedSegment.Attach(handle));
            if (paging == Paging.Ahead) times.Time(MemoryStep.PopulateAttached, () => attached.Populate(0, length));
            long huge = ReadAttached(times, attached);
            times.Time(MemoryStep.Release, () =>
            {
                attached.Dispose();
                owned.Dispose();
                file.Dispose();
            });
            return huge;
        }
    }

    // As a run makes a large input: created and reserved in one step, in whatever way is open here.
    private static long LiveLarge(StepTimes times, long length)
    {
        using SharedSegment segment =
            times.Time(MemoryStep.Reserve, () => SharedSegment.Create("measured", length, Path.GetTempPath(), LargeInput));
        times.Time(MemoryStep.FirstTouch, () => MemoryKernels.TouchForWriting(new MemoryRange(segment.Memory.Address, length)));
        segment.Seal();
        using MappedMemory attached = times.Time(MemoryStep.Attach, () => AttachedSegment.Attach(segment.Handle));
        long huge = ReadAttached(times, attached);
        times.Time(MemoryStep.Release, () =>
        {
            attached.Dispose();
            segment.Dispose();
        });
        return huge;
    }

    private static long ReadAttached(StepTimes times, MappedMemory attached)
    {
        var seen = new MemoryRange(attached.Address, attached.Length);
        CheckTouched(times.Time(MemoryStep.FirstTouchAttached, () => MemoryKernels.TouchForReading(seen)), seen.Length);
        CheckTouched(times.Time(MemoryStep.WarmRead, () => MemoryKernels.Sum(seen)), seen.Length);
        return HugePages.Mapped(seen);
    }

    private static SegmentUse LargeInput => new(HugePageWords.OfEnvironment, IsSealed: true);

    private static SegmentPages Source(bool shared, long length) =>
        shared ? LargeFile.Way(length, LargeInput)
        : HugePagePolicy.Read().AllowsAnonymous ? SegmentPages.Anonymous
        : SegmentPages.Ordinary;

    private static string WhyNot(bool shared)
    {
        var policy = HugePagePolicy.Read();
        return shared
            ? $"shmem_enabled is {policy.Shared ?? "not there"}, none are set aside, no private tmpfs: {PrivateTmpfs.WhyNot ?? "not wanted"}"
            : $"transparent_hugepage/enabled is {policy.Anonymous ?? "not there"}";
    }

    // A one at the start of every 4 KiB, zeros otherwise.
    private static void CheckTouched(long sum, long length)
    {
        if (sum != length / 4096) throw new InvalidOperationException($"{length:N0} bytes that were touched add up to {sum}");
    }
}
