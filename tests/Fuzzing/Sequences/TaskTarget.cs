using System.Diagnostics;
using Cluster.Dispatch;
using Cluster.Memory;
using Cluster.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Fuzzing.Sequences;

/// <summary>Two workers of tasks that say what they like, to the dispatcher.</summary>
/// <remarks>
/// A model knows what may be said. What may is taken, and nothing of it throws; whatever may not ends that worker's link with a violation
/// of the protocol, and another worker takes its place. In the end all do as they should, and then each task has ended once, with its own
/// value or an exception.
/// </remarks>
internal sealed class TaskTarget : FuzzTarget
{
    private const int Workers = 2;
    private const int MostCalls = 6;
    private const int MostSteps = 400;

    private static readonly MessageKind[] Others =
    [
        MessageKind.Hello, MessageKind.Partial, MessageKind.Fault, MessageKind.PhaseReport, MessageKind.RunCall,
        MessageKind.Goodbye, (MessageKind)99,
    ];
    private static readonly MessageKind[] Bodies = [MessageKind.CallResult, MessageKind.CallProgress];

    private readonly SharedSegment _notes = SharedSegment.Create("fuzz", Workers * StatusSlot.Size, Path.GetTempPath());

    public override string Name => "tasks";

    public override FuzzKind Kind => FuzzKind.Sequence;

    internal override Grammar Grammar => Grammar.Bytes;

    internal override int MaxLength => 200;

    // Links, lanes, calls and their messages, each of some kilobytes; there are two dozen of each at most.
    internal override long AllocationLimit(byte[] input) => 4 << 20;

    internal override Outcome Try(byte[] input)
    {
        var choices = new Choices(input);
        var queues = new QueueTable();
        using TaskQueue<int> queue = queues.Create<int>();
        var dispatcher = new Dispatcher(new DispatchOptions { Workers = Workers }, new ResidentStore(), queues, NullLogger.Instance);
        dispatcher.Attach(PlayedPool.Start());
        var workers = new TaskWorker[Workers];
        var calls = new List<CountedCall>();
        int violations = 0;
        try
        {
            var function = new FunctionEntry(1, "played", []);
            for (int i = 0; i < Workers; i++) workers[i] = Join(dispatcher, i);
            while (!choices.IsOver)
            {
                int id = choices.Next(Workers);
                if (workers[id].Link.IsGone) Replace(dispatcher, workers, id);
                if (calls.Count < MostCalls && choices.Next(4) == 0)
                {
                    calls.Add(new CountedCall(function, 1 + choices.Next(5), attempts: 1 + choices.Next(3)));
                    dispatcher.Submit(calls[^1]);
                }

                workers[id].Read();
                if (choices.Next(3) > 0) Say(dispatcher, workers[id], calls, choices);
                else violations += Violate(workers[id], calls, queue.Id, choices);
            }

            Finish(dispatcher, workers, calls);
        }
        finally
        {
            foreach (TaskWorker worker in workers) worker?.Dispose();
            dispatcher.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return new Outcome(violations > 0 ? "links ended" : "all legal", (MaxLength * violations) + calls.Count);
    }

    public override void Dispose()
    {
        _notes.Dispose();
        base.Dispose();
    }

    private TaskWorker Join(Dispatcher dispatcher, int id)
    {
        var link = new HostileLink(dispatcher, id, _notes);
        dispatcher.Join(link.Link);
        return new TaskWorker(link);
    }

    private void Replace(Dispatcher dispatcher, TaskWorker[] workers, int id)
    {
        workers[id].Dispose();
        workers[id] = Join(dispatcher, id);
    }

    // What a worker may say or do: nothing of it may throw.
    private static void Say(Dispatcher dispatcher, TaskWorker worker, List<CountedCall> calls, Choices choices)
    {
        HostileLink link = worker.Link;
        bool dies = false;
        switch (choices.Next(7))
        {
            case 0 or 1 when worker.Head is { } head: worker.Answer(1 + choices.Next(head.Count - head.Ended), choices.Next(4)); break;
            case 2: link.Slot.Begin(choices.Border(), (int)choices.Border(), choices.Border()); break;
            case 3 when worker.Head is { } head: link.Slot.Begin(head.Number, head.Ended, Stopwatch.GetTimestamp()); break;
            case 4:
                byte[] progress = [0x94, (byte)choices.Next(9), (byte)choices.Next(9), 0xca, 0x7f, 0xc0, 0, 0, 0xc0];
                link.Send(Hostile.Frame(MessageKind.CallProgress, 0, progress));
                break;
            case 5 when calls.Count > 0: _ = dispatcher.Cancel(calls[choices.Next(calls.Count)]); break;
            case 6: dies = true; break;
        }

        if (link.Deliver(dies) is { } failure) throw new InvalidOperationException("what a worker may say was refused", failure);
    }

    private static int Violate(TaskWorker worker, List<CountedCall> calls, long queue, Choices choices)
    {
        HostileLink link = worker.Link;
        long number = worker.Head?.Number ?? 1;
        int first = worker.Head?.Ended ?? 0;
        bool ends = false;
        byte[] frame = choices.Next(7) switch
        {
            // Of another call, of other tasks, of more or fewer than there are, in less than no time.
            0 => Hostile.Frame(MessageKind.CallResult, (ulong)(number + 1 + choices.Next(3)), [0x93, (byte)first, 1, 1, 0, 7]),
            1 => Hostile.Frame(MessageKind.CallResult, (ulong)number, [0x93, (byte)(first + 1), 1, 1, 0, 7]),
            2 when choices.Next(2) == 0 => Hostile.Frame(MessageKind.CallResult, (ulong)number, [0x93, (byte)first, 0, 1]),
            2 => Hostile.Frame(MessageKind.CallResult, (ulong)number, [0x93, (byte)first, 100, 1, 0, 7]),
            3 => Hostile.Frame(MessageKind.CallResult, (ulong)number, [0x93, (byte)first, 1, 0xff, 0, 7]),
            // The first ending is right, then there is another that is none, or none, or something behind it.
            4 => Hostile.Frame(MessageKind.CallResult, (ulong)number, Endings(worker.Head, choices)),
            5 => choices.Next(2) == 0
                ? Hostile.Frame(MessageKind.Revoked, (ulong)(MayBeGivenBack(worker, calls) ? choices.Border() | 1L << 62 : number), [])
                : Hostile.Frame(MessageKind.QueueItem, (ulong)queue, [0xa1, 0x61]),
            _ => Hostile.Any(choices, Others, Bodies, out ends),
        };
        link.Send(frame);
        Exception? failure = link.Deliver(ends);
        if (Hostile.IsRefusal(failure)) return 1;
        throw Hostile.Taken(frame, failure);
    }

    // What is running is not asked back, unless its user has cancelled it.
    private static bool MayBeGivenBack(TaskWorker worker, List<CountedCall> calls) => worker.Head is not { } head
        || calls.Exists(call => call.Cancelling is not null && call.Number == head.Number && call.Lane?.Link == worker.Link.Link);

    private static byte[] Endings(TaskWorker.Pending? head, Choices choices)
    {
        if (head is null) return [0x93, 0, 1, 1, 0, 7];
        int number = head.Arguments[head.Ended] + CountedCall.Added;
        byte[] value = [0, 0xcd, (byte)(number >> 8), (byte)number];
        bool hasTwo = head.Count - head.Ended > 1;
        return choices.Next(3) switch
        {
            0 when hasTwo => [0x93, (byte)head.Ended, 2, 1, .. value],
            1 when hasTwo => [0x93, (byte)head.Ended, 2, 1, .. value, (byte)(3 + choices.Next(100))],
            _ => [0x93, (byte)head.Ended, 1, 1, .. value, 0],
        };
    }

    // Workers as they should be, one in each place.
    private void Finish(Dispatcher dispatcher, TaskWorker[] workers, List<CountedCall> calls)
    {
        for (int step = 0; calls.Exists(static call => !call.IsOver); step++)
        {
            if (step > MostSteps) throw new InvalidOperationException("tasks do not end although their workers answer");
            int id = step % Workers;
            if (workers[id].Link.IsGone) Replace(dispatcher, workers, id);
            workers[id].Read();
            if (workers[id].Head is { } head) workers[id].Answer(head.Count - head.Ended, 0);
            if (workers[id].Link.Deliver(ends: workers[id].IsDismissed) is { } failure)
                throw new InvalidOperationException("a right answer was refused", failure);
        }

        if (dispatcher.Load is not (0, 0))
            throw new InvalidOperationException($"all tasks have ended, and {dispatcher.Load} calls are left");
    }
}
