namespace Cluster.Tests.Rings;

/// <summary>
/// All that can happen between a producer and a consumer of a ring: every interleaving of their steps and of their stores' becoming
/// visible.
/// </summary>
/// <remarks>
/// The steps are those of <c>RingProducer</c>, <c>RingConsumer</c> and <c>RingStream</c>, one access to memory each. A store waits in its
/// processor's buffer for any time and becomes visible after older ones, as on x86, or after older ones of the same word only, as on Arm,
/// but for those with release; a fence and a locked instruction wait for the buffer. Nobody has a time limit here: who sleeps is woken or
/// sleeps for ever.
/// </remarks>
/// <param name="flaw">What is left out.</param>
/// <param name="inOrder">Whether stores become visible in their order.</param>
/// <param name="lookEvery">After how many items the consumer looks whether the producer is parked; at most <see cref="Capacity"/>.</param>
internal sealed class ParkingModel(ParkingFlaw flaw, bool inOrder, int lookEvery = 1)
{
    internal const int Capacity = 2;

    private const int Items = 4;

    private const int Tail = 0;
    private const int Head = 1;
    private const int ReaderParked = 2;
    private const int WriterParked = 3;
    private const int Bytes = 4;

    /// <summary>States that were seen.</summary>
    internal int Seen { get; private set; }

    /// <summary>Looks at all states; returns what is wrong with the first bad one, or null.</summary>
    internal string? Search()
    {
        var seen = new HashSet<ParkingState>();
        var next = new Stack<ParkingState>();
        next.Push(default);
        var after = new List<ParkingState>();
        while (next.TryPop(out ParkingState state))
        {
            if (!seen.Add(state)) continue;
            Seen = seen.Count;
            if (Wrong(state) is { } wrong) return $"{wrong}: {state}";
            after.Clear();
            Producer(state, after);
            Consumer(state, after);
            Drain(state, after);
            bool isOver = state is { Producer: ProducerStep.Done, Consumer: ConsumerStep.Done };
            if (after.Count == 0 && !isOver) return $"a lost wake-up: {state}";
            foreach (ParkingState each in after) next.Push(each);
        }

        return null;
    }

    private static string? Wrong(in ParkingState state) =>
        state.Read > state.Written ? "read what was not written"
        : state.Written - state.Read > Capacity ? "wrote over what was not read"
        : state.Bells > 1 ? "bells pile up"
        : null;

    private void Producer(in ParkingState s, List<ParkingState> after)
    {
        StoreBuffer own = s.ProducerStores;
        int item = s.Written + 1;
        switch (s.Producer)
        {
            case ProducerStep.LookForRoom:
                bool isFull = s.Written - (own.Last(Head) ?? s.Load(Head)) >= Capacity;
                after.Add(s with { Producer = isFull ? ProducerStep.Park : ProducerStep.WriteBytes });
                break;
            case ProducerStep.Park:
                after.Add(s with { Producer = ProducerStep.FenceAfterPark, ProducerStores = own.Add(WriterParked, 1) });
                break;
            case ProducerStep.FenceAfterPark:
                if (own.Count == 0 || flaw == ParkingFlaw.NoFenceAfterWriterParked) after.Add(s with { Producer = ProducerStep.LookAgain });
                break;
            case ProducerStep.LookAgain when s.Written - s.Load(Head) >= Capacity:
                after.Add(s with { Producer = ProducerStep.Sleep });
                break;
            case ProducerStep.LookAgain:
                after.Add(s with { Producer = ProducerStep.WriteBytes, ProducerStores = own.Add(WriterParked, 0) });
                break;
            case ProducerStep.Sleep:
                // The kernel compares the word and puts to sleep in one step; what was written before is visible by then.
                if (own.Count == 0) after.Add(s.Load(WriterParked) == 1 ? s with { Producer = ProducerStep.Sleeping, Sleeps = true } : s with { Producer = ProducerStep.LookForRoom });
                break;
            case ProducerStep.Sleeping:
                if (!s.Sleeps) after.Add(s with { Producer = ProducerStep.LookForRoom });
                break;
            case ProducerStep.WriteBytes:
                after.Add(s with { Producer = ProducerStep.PublishTail, ProducerStores = own.Add(Bytes, item) });
                break;
            case ProducerStep.PublishTail:
                after.Add(s with { Producer = ProducerStep.FenceAfterTail, Written = item, ProducerStores = own.Add(Tail, item) });
                break;
            case ProducerStep.FenceAfterTail:
                if (own.Count == 0 || flaw == ParkingFlaw.NoFenceAfterTail) after.Add(s with { Producer = ProducerStep.LookWhetherParked });
                break;
            case ProducerStep.LookWhetherParked:
                after.Add(s with { Producer = s.Load(ReaderParked) == 1 ? ProducerStep.TakeParked : AfterWrite(s) });
                break;
            case ProducerStep.TakeParked:
                if (own.Count == 0) after.Add((s with { Producer = s.Load(ReaderParked) == 1 ? ProducerStep.Ring : AfterWrite(s) }).Store(ReaderParked, 0));
                break;
            case ProducerStep.Ring:
                after.Add(s with { Producer = AfterWrite(s), Bells = s.Bells + 1 });
                break;
        }
    }

    private static ProducerStep AfterWrite(in ParkingState s) => s.Written == Items ? ProducerStep.Done : ProducerStep.LookForRoom;

    private void Consumer(in ParkingState s, List<ParkingState> after)
    {
        StoreBuffer own = s.ConsumerStores;
        switch (s.Consumer)
        {
            case ConsumerStep.LookForBytes:
                after.Add(s with { Consumer = s.Load(Tail) > s.Read ? ConsumerStep.ReadBytes : ConsumerStep.Park });
                break;
            case ConsumerStep.ReadBytes when s.Load(Bytes) > s.Read:
                after.Add(s with { Consumer = ConsumerStep.PublishHead, Read = s.Read + 1 });
                break;
            case ConsumerStep.ReadBytes:
                // Bytes of before: whoever looks for what is read and not written finds it.
                after.Add(s with { Consumer = ConsumerStep.PublishHead, Read = Items + 1 });
                break;
            case ConsumerStep.PublishHead:
                int every = flaw == ParkingFlaw.LooksTooSeldom ? Capacity + 1 : lookEvery;
                bool looks = s.Read - s.Looked >= every;
                after.Add(s with
                {
                    Consumer = looks ? ConsumerStep.FenceAfterHead : AfterRead(s),
                    Looked = looks ? s.Read : s.Looked,
                    ConsumerStores = own.Add(Head, s.Read),
                });
                break;
            case ConsumerStep.FenceAfterHead:
                if (own.Count == 0 || flaw == ParkingFlaw.NoFenceAfterHead) after.Add(s with { Consumer = ConsumerStep.LookWhetherParked });
                break;
            case ConsumerStep.LookWhetherParked:
                after.Add(s with { Consumer = s.Load(WriterParked) == 1 ? ConsumerStep.TakeParked : AfterRead(s) });
                break;
            case ConsumerStep.TakeParked:
                if (own.Count == 0) after.Add((s with { Consumer = s.Load(WriterParked) == 1 ? ConsumerStep.Wake : AfterRead(s) }).Store(WriterParked, 0));
                break;
            case ConsumerStep.Wake:
                after.Add(s with { Consumer = AfterRead(s), Sleeps = false });
                break;
            case ConsumerStep.Park:
                after.Add(s with { Consumer = ConsumerStep.FenceAfterPark, ConsumerStores = own.Add(ReaderParked, 1) });
                break;
            case ConsumerStep.FenceAfterPark:
                bool goesOn = own.Count == 0 || flaw is ParkingFlaw.NoFenceAfterReaderParked;
                if (goesOn) after.Add(s with { Consumer = flaw == ParkingFlaw.NoSecondLook ? ConsumerStep.WaitForBell : ConsumerStep.LookAgain });
                break;
            case ConsumerStep.LookAgain:
                after.Add(s with { Consumer = s.Load(Tail) > s.Read ? ConsumerStep.Withdraw : ConsumerStep.WaitForBell });
                break;
            case ConsumerStep.Withdraw:
                bool isTaken = s.Load(ReaderParked) == 0 && flaw != ParkingFlaw.BellLeftUnheard;
                if (own.Count == 0) after.Add((s with { Consumer = isTaken ? ConsumerStep.WaitForBell : ConsumerStep.LookForBytes }).Store(ReaderParked, 0));
                break;
            case ConsumerStep.WaitForBell:
                if (s.Bells > 0) after.Add(s with { Consumer = ConsumerStep.LookForBytes, Bells = s.Bells - 1 });
                break;
        }
    }

    private static ConsumerStep AfterRead(in ParkingState s) => s.Read >= Items ? ConsumerStep.Done : ConsumerStep.LookForBytes;

    private void Drain(in ParkingState s, List<ParkingState> after)
    {
        for (int i = 0; i < s.ProducerStores.Count; i++)
        {
            if (!MayBecomeVisible(s.ProducerStores, i)) continue;
            (int word, int value) = s.ProducerStores[i];
            after.Add((s with { ProducerStores = s.ProducerStores.Without(i) }).Store(word, value));
        }

        for (int i = 0; i < s.ConsumerStores.Count; i++)
        {
            if (!MayBecomeVisible(s.ConsumerStores, i)) continue;
            (int word, int value) = s.ConsumerStores[i];
            after.Add((s with { ConsumerStores = s.ConsumerStores.Without(i) }).Store(word, value));
        }
    }

    private bool MayBecomeVisible(in StoreBuffer stores, int index)
    {
        if (index == 0) return true;
        (int word, _) = stores[index];
        // All stores to words are with release; those of bytes are not.
        bool isRelease = word != Bytes && !(word == Tail && flaw == ParkingFlaw.TailWithoutRelease);
        if (inOrder || isRelease) return false;
        for (int i = 0; i < index; i++)
            if (stores[i].Word == word) return false;
        return true;
    }
}
