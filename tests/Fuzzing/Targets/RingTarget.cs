using System.Runtime.CompilerServices;
using Cluster.Fuzzing.Sequences;
using Cluster.Memory;
using Cluster.Rings;

namespace Cluster.Fuzzing.Targets;

/// <summary>A ring whose other end writes what it likes into its words and its bytes: this end refuses positions that cannot be, and touches nothing beside it.</summary>
/// <remarks>
/// The bytes of an input are decisions. As long as nobody has scribbled, bytes arrive in order. The second ring of the pair, and what lies before and behind,
/// must stay as it is.
/// </remarks>
internal sealed class RingTarget : FuzzTarget
{
    private const int Capacity = RingLayout.MinCapacity;
    private const byte Beside = 0x5c;

    private readonly SharedSegment _segment = SharedSegment.Create("fuzz", RingLayout.ByteLength(Capacity), Path.GetTempPath());
    private readonly RingMemory _memory;
    private readonly byte[] _piece = new byte[2 * Capacity];

    internal RingTarget() => _memory = new RingMemory(AttachedSegment.Attach(_segment.Handle, writable: true), Capacity);

    public override string Name => "ring";

    internal override Grammar Grammar => Grammar.Bytes;

    internal override int MaxLength => 200;

    internal override Outcome Try(byte[] input)
    {
        var choices = new Choices(input);
        _segment.Memory.Write(0, RingLayout.HeaderSize).Clear();
        _segment.Memory.Write(RingLayout.HeaderSize + Capacity, Capacity).Fill(Beside);
        Outcome outcome = Talk(choices);
        bool isAsItWas = !_segment.Memory.Read(RingLayout.HeaderSize + Capacity, Capacity).ContainsAnyExcept(Beside);
        return isAsItWas ? outcome : throw new InvalidOperationException("bytes were written beside the ring");
    }

    public override void Dispose()
    {
        _memory.Dispose();
        _segment.Dispose();
        base.Dispose();
    }

    private Outcome Talk(Choices choices)
    {
        Ring ring = _memory.Ring(toWorker: true);
        var producer = new RingProducer(ring);
        var consumer = new RingConsumer(ring);
        (long sent, long received) = (0, 0);
        bool spoiled = false;
        try
        {
            while (!choices.IsOver)
            {
                switch (choices.Next(8))
                {
                    case 0 or 1: sent += Send(producer, choices, sent); break;
                    case 2 or 3: received += Receive(consumer, choices, received, spoiled); break;
                    case 4: if (!consumer.TryPark() || producer.MustRing()) ring.ReaderParked = 0; break;
                    case 5: if (producer.TryPark() && !consumer.MustWake()) ring.WriterParked = 0; break;
                    case 6: _ = producer.HasRoom && consumer.HasBytes; break;
                    default: Scribble(ring, choices, sent); spoiled = true; break;
                }
            }
        }
        catch (RingException ex) when (spoiled)
        {
            return Outcome.Of(ex);
        }

        if (!spoiled && sent - received != ring.Tail - ring.Head) throw new InvalidOperationException("bytes were lost");
        return Outcome.Named(spoiled ? "went on" : "value", received);
    }

    private int Send(RingProducer producer, Choices choices, long position)
    {
        Span<byte> piece = Piece(choices);
        for (int i = 0; i < piece.Length; i++) piece[i] = ByteAt(position + i);
        int written = producer.Write(piece);
        return (uint)written <= (uint)piece.Length ? written : throw new InvalidOperationException($"{written} of {piece.Length} bytes were written");
    }

    private int Receive(RingConsumer consumer, Choices choices, long position, bool spoiled)
    {
        Span<byte> piece = Piece(choices);
        int read = consumer.Read(piece);
        if ((uint)read > (uint)piece.Length) throw new InvalidOperationException($"{read} of {piece.Length} bytes were read");
        for (int i = 0; i < read && !spoiled; i++)
            if (piece[i] != ByteAt(position + i)) throw new InvalidOperationException($"byte {position + i} is another");
        return read;
    }

    // Of a few bytes, around a ring full, or in between.
    private Span<byte> Piece(Choices choices) => _piece.AsSpan(0, choices.Next(4) switch
    {
        0 => choices.Next(20),
        1 => Capacity - 2 + choices.Next(5),
        2 => _piece.Length,
        _ => 16 * choices.Next(256),
    });

    private static void Scribble(Ring ring, Choices choices, long sent)
    {
        long value = choices.Next(3) switch
        {
            0 => choices.Border(),
            1 => sent + choices.Next(7) - 3,
            _ => sent + ((choices.Next(5) - 2L) * Capacity) + choices.Next(3) - 1,
        };
        switch (choices.Next(5))
        {
            case 0: ring.Tail = value; break;
            case 1: ring.Head = value; break;
            case 2: ring.ReaderParked = (int)value; break;
            case 3: ring.WriterParked = (int)value; break;
            default: ring.CopyIn(value, [1, 2, 3, 4]); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte ByteAt(long position) => (byte)(position * 31);
}
