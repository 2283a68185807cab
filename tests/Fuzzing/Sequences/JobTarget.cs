using Cluster.Coordinator.Pool;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Serialization;

namespace Cluster.Fuzzing.Sequences;

/// <summary>Two workers of a job that say what they like, to the job's pool.</summary>
/// <remarks>
/// As <see cref="TaskTarget"/>: what may be said is taken, what may not ends that worker's link, and its chunks go elsewhere. In the end
/// the reduction has had each chunk once, in order, with its own partial.
/// </remarks>
internal sealed class JobTarget : FuzzTarget
{
    private const int Workers = 2;
    private const int MostSteps = 400;

    private static readonly MessageKind[] Others =
        [MessageKind.Hello, MessageKind.OpenJob, MessageKind.MapBatch, MessageKind.CallResult, MessageKind.Revoked, MessageKind.QueueItem,
         MessageKind.Goodbye, (MessageKind)99];

    private static readonly MessageKind[] Bodies =
        [MessageKind.Partial, MessageKind.PhaseReport, MessageKind.Slices, MessageKind.StagePart, MessageKind.Fault];

    private readonly SharedSegment _notes = SharedSegment.Create("fuzz", Workers * StatusSlot.Size, Path.GetTempPath());

    public override string Name => "jobs";

    public override FuzzKind Kind => FuzzKind.Sequence;

    internal override Grammar Grammar => Grammar.Bytes;

    internal override int MaxLength => 200;

    // As much for each worker as a lane and a link take, of which there are two dozen at most.
    internal override long AllocationLimit(byte[] input) => 4 << 20;

    internal override Outcome Try(byte[] input)
    {
        var choices = new Choices(input);
        int chunks = 1 + choices.Next(20);
        bool traced = choices.Next(4) == 0;
        WorkerPool pool = PlayedPool.Start();
        var workers = new JobWorker[Workers];
        int violations = 0;
        var reduction = new OrderedChunks();
        try
        {
            var parameters = new JobParameters(new Dictionary<string, object>(), 1);
            var message = new OpenJob("played", parameters, chunks, 1, false, ChunkCodec.Raw, []);
            using PoolJob job = PoolJob.Open(pool, message, null, traced: traced);
            using var ordered = new OrderedReduction(reduction, job.Plan);
            for (int i = 0; i < Workers; i++) workers[i] = Join(job, i);
            var batches = new DynamicSource(chunks, 1 + choices.Next(4));
            Task stage = job.RunStageAsync(new BeginStage(0, 0, default), () => batches, ordered, CancellationToken.None);
            while (!choices.IsOver && reduction.Added < chunks)
            {
                int id = choices.Next(Workers);
                if (workers[id].Link.IsGone) Replace(job, workers, id);
                workers[id].Read();
                if (choices.Next(3) > 0) Say(workers[id], choices);
                else violations += Violate(workers[id], traced, choices);
            }

            Finish(job, workers, () => reduction.Added == chunks);
            // Whoever waits for it goes on elsewhere.
            stage.GetAwaiter().GetResult();
            Report(job, workers);
        }
        finally
        {
            foreach (JobWorker worker in workers) worker?.Dispose();
            pool.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        if (reduction.Added != chunks) throw new InvalidOperationException($"{reduction.Added} of {chunks} chunks were added");
        return new Outcome(violations > 0 ? "links ended" : "all legal", (MaxLength * violations) + chunks);
    }

    public override void Dispose()
    {
        _notes.Dispose();
        base.Dispose();
    }

    private JobWorker Join(PoolJob job, int id)
    {
        var link = new HostileLink(job, id, _notes);
        job.Join(link.Link);
        return new JobWorker(link);
    }

    private void Replace(PoolJob job, JobWorker[] workers, int id)
    {
        workers[id].Dispose();
        workers[id] = Join(job, id);
    }

    private static void Say(JobWorker worker, Choices choices)
    {
        bool dies = false;
        switch (choices.Next(6))
        {
            case 0 or 1 when worker.Head >= 0: worker.Answer(); break;
            case 2: worker.Link.Slot.Begin(choices.Border(), (int)choices.Border(), choices.Border()); break;
            case 3: worker.Report(); break;
            case 4: worker.Link.Send(Hostile.Frame(MessageKind.StagePart, 0, Part(1, 1 + choices.Next(3)))); break;
            case 5: dies = true; break;
        }

        if (worker.Link.Deliver(dies) is { } failure) throw new InvalidOperationException("what a worker may say was refused", failure);
    }

    private static int Violate(JobWorker worker, bool traced, Choices choices)
    {
        bool ends = false;
        byte[] frame = choices.Next(8) switch
        {
            0 => JobWorker.PartialFrame(worker.Head + 1 + choices.Next(3)),
            1 => JobWorker.PartialFrame((int)choices.Border() | int.MinValue),
            // Counts of a job that has none; rows of a job that writes none.
            2 => Hostile.Frame(MessageKind.Partial, 0, [0x93, (byte)Math.Max(0, worker.Head), 0xc4, 0, 0xc4, 8, 1, 2, 3, 4, 5, 6, 7, 8]),
            3 => Hostile.Frame(MessageKind.ChunkOutput, (ulong)Math.Max(0, worker.Head), [0xc6, 0, 0, 0, 1, 7],
                flags: (ushort)choices.Next(2)),
            4 => Hostile.Frame(MessageKind.PhaseReport, 0, Phases(choices)),
            5 => Hostile.Frame(MessageKind.StagePart, 0, choices.Next(2) == 0 ? Part(1, 0) : Part(0x7f, 1, 0xcf)),
            6 when !traced => Hostile.Frame(MessageKind.Slices, 0, [0x92, 0x94, 1, 1, 2, 0, 0]),
            _ => Hostile.Any(choices, Others, Bodies, out ends),
        };
        worker.Link.Send(frame);
        Exception? failure = worker.Link.Deliver(ends);
        if (Hostile.IsRefusal(failure)) return 1;
        throw Hostile.Taken(frame, failure);
    }

    // More phases than there are, fewer, one that is longer than time.
    private static byte[] Phases(Choices choices) => choices.Next(3) switch
    {
        0 => [0x94, 0x90, 1, 1, 1],
        1 => [0x94, 0xdc, 0, 12, .. Enumerable.Repeat((byte)1, 12), 1, 1, 1],
        _ => [0x94, 0x9b, 0xcf, 0x7f, .. Enumerable.Repeat((byte)0xff, 7), .. Enumerable.Repeat((byte)1, 10), 1, 1, 1],
    };

    // The trace context of a stage, as W3C writes it.
    private static byte[] Part(byte end, int chunks, byte? marker = null) =>
    [
        0x94, 0xd9, 55, .. "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8, 0,
        .. (byte[])(marker is { } wide ? [wide, end, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] : [end]), (byte)chunks,
    ];

    // Workers as they should be, one in each place.
    private void Finish(PoolJob job, JobWorker[] workers, Func<bool> isOver)
    {
        for (int step = 0; !isOver(); step++)
        {
            if (step > MostSteps) throw new InvalidOperationException("the stage does not end although its workers answer");
            int id = step % Workers;
            if (workers[id].Link.IsGone) Replace(job, workers, id);
            workers[id].Read();
            while (workers[id].Head >= 0) workers[id].Answer();
            if (workers[id].Link.Deliver() is { } failure) throw new InvalidOperationException("a right answer was refused", failure);
        }
    }

    private static void Report(PoolJob job, JobWorker[] workers)
    {
        Task<IReadOnlyList<WorkerReport>> reports = job.ReportAsync(CancellationToken.None);
        foreach (JobWorker worker in workers)
        {
            worker.Read();
            if (worker.Link.IsGone) continue;
            while (worker.ReportsWanted > 0) worker.Report();
            if (worker.Link.Deliver() is { } failure) throw new InvalidOperationException("a right report was refused", failure);
        }

        if (reports.GetAwaiter().GetResult().Count != workers.Count(static worker => !worker.Link.IsGone))
            throw new InvalidOperationException("a report is missing");
    }
}
