using System.Buffers.Binary;
using Cluster.HandOut;
using Cluster.TestKit;

namespace Cluster.Tests.HandOut;

/// <summary>Workers on threads and a coordinator that sleeps, through many short stages: each chunk once per stage, with the state of its
/// stage, and no wake-up is lost.</summary>
public sealed class BoardThreadsTests
{
    private const int Chunks = 12;
    private const int Workers = 3;

    [Fact]
    public async Task Board_ManyStages_EveryChunkOnceAndNobodySleepsOn()
    {
        SeededRandom random = SeededRandom.Create();
        using var memory = new BoardMemory(Chunks, Workers, sizeof(long));
        using var bell = new SemaphoreSlim(0);
        Mailbox[] mail = [.. Enumerable.Range(0, Workers).Select(static _ => new Mailbox())];
        int stages = TestScale.Of(300, 20_000);
        Task[] workers = [.. mail.Select((box, place) => OnThread.Run(() => Work(memory, place, box, bell)))];
        for (int i = 1; i <= stages; i++)
        {
            byte[] state = BitConverter.GetBytes((long)i);
            // In between, a stage of which everybody is told.
            bool tells = i == 1 || random.Next(10) == 0;
            int? batch = random.Next(2) == 0 ? null : 1 + random.Next(4);
            memory.Owner.Begin(tells, (TakingRule)random.Next(4), batch, state, null, []);
            for (int place = 0; place < Workers; place++)
                if (memory.Owner.TakeParked(place) || tells) mail[place].Put(tells ? ((uint)i, state) : null);
            await UntilDoneAsync(memory, bell, sleeps: random.Next(2) == 0);
            AssertPartials(memory, i);
        }

        foreach (Mailbox box in mail) box.Close();
        await Task.WhenAll(workers).OrTimeout();
    }

    private static async Task UntilDoneAsync(BoardMemory memory, SemaphoreSlim bell, bool sleeps)
    {
        if (sleeps) memory.Owner.SetAsleep(true);
        while (!memory.IsDone)
        {
            if (!sleeps) Thread.Yield();
            else Assert.True(await bell.WaitAsync(TestTimeouts.Unexpected), "nobody said that the chunks are done");
        }
    }

    private static void AssertPartials(BoardMemory memory, long stage)
    {
        byte[] partial = new byte[sizeof(long)];
        for (int chunk = 0; chunk < Chunks; chunk++)
        {
            Assert.Equal(sizeof(long), memory.Owner.CopyPartial(chunk, partial));
            Assert.Equal((stage * 1000) + chunk, BinaryPrimitives.ReadInt64LittleEndian(partial));
        }
    }

    // As BoardShift has it, with a mailbox for the connection.
    private static void Work(BoardMemory memory, int place, Mailbox mail, SemaphoreSlim bell)
    {
        var worker = new BoardWorker(memory.Board, place);
        var last = new long[Chunks];
        while (true)
        {
            bool owes = false;
            do
            {
                while (worker.TryNext(out int chunk))
                {
                    long stage = BinaryPrimitives.ReadInt64LittleEndian(worker.State.Span);
                    Assert.True(last[chunk] < stage, $"chunk {chunk} of stage {stage} comes again");
                    last[chunk] = stage;
                    BinaryPrimitives.WriteInt64LittleEndian(worker.Partial(chunk, sizeof(long)), (stage * 1000) + chunk);
                    worker.Finish(chunk, sizeof(long));
                    owes = true;
                }
            }
            while (worker.TryEnter());

            if (owes && worker.MustRing()) bell.Release();
            if (!worker.TryPark()) continue;
            if (!mail.Take(out (uint Stage, byte[] State)? told)) return;
            worker.Unpark();
            if (told is { } news) worker.Tell(news.Stage, news.State);
        }
    }

    private sealed class Mailbox
    {
        private readonly Queue<(uint Stage, byte[] State)?> _messages = new();
        private bool _closed;

        internal void Put((uint Stage, byte[] State)? message)
        {
            lock (_messages)
            {
                _messages.Enqueue(message);
                Monitor.Pulse(_messages);
            }
        }

        internal void Close()
        {
            lock (_messages)
            {
                _closed = true;
                Monitor.Pulse(_messages);
            }
        }

        internal bool Take(out (uint Stage, byte[] State)? message)
        {
            lock (_messages)
            {
                while (!_messages.TryDequeue(out message))
                {
                    if (_closed) return false;
                    if (!Monitor.Wait(_messages, TestTimeouts.Unexpected))
                        throw new TimeoutException("no message for a worker that is parked");
                }

                return true;
            }
        }
    }
}
