using System.Buffers.Binary;
using Cluster.Framing;
using Cluster.Protocol;

namespace Cluster.Fuzzing.Mutation;

/// <summary>
/// What a hostile peer does with frames: other lengths, kinds, flags and numbers; frames that are missing, twice or in another order.
/// </summary>
/// <param name="random">Decides everything.</param>
internal sealed class FrameMutations(Random random)
{
    private static readonly ushort[] Kinds = [.. Enum.GetValues<MessageKind>().Select(kind => (ushort)kind), 0, 9, 99, ushort.MaxValue];

    private readonly ByteMutations _bytes = new(random);
    private readonly MessagePackMutations _messagePack = new(random);

    internal byte[] Mutate(byte[] input)
    {
        List<Range> frames = FramesOf(input);
        if (frames.Count == 0) return _bytes.Mutate(input);
        int index = random.Next(frames.Count);
        Range place = frames[index];
        byte[] frame = input[place];
        switch (random.Next(10))
        {
            case 0: _bytes.WriteNumber(frame.AsSpan(0, 4), _bytes.Border()); break;
            case 1: BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(4), Kinds[random.Next(Kinds.Length)]); break;
            case 2: BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), (ushort)random.Next(3)); break;
            case 3: BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(8), _bytes.Border()); break;
            case 4: frame = []; break;
            case 5: frame = [.. frame, .. frame]; break;
            case 6: frame = [.. frame, .. input[frames[random.Next(frames.Count)]]]; break;
            // Length and body agree again: what is wrong is inside.
            default: frame = WithBody(frame, _messagePack.Mutate(frame[FrameHeader.Size..])); break;
        }

        return [.. input[..place.Start], .. frame, .. input[place.End..]];
    }

    private static byte[] WithBody(byte[] frame, byte[] body)
    {
        byte[] whole = [.. frame.AsSpan(0, FrameHeader.Size), .. body];
        BinaryPrimitives.WriteInt32LittleEndian(whole, body.Length);
        return whole;
    }

    private static List<Range> FramesOf(byte[] input)
    {
        var frames = new List<Range>();
        for (int at = 0; input.Length - at >= FrameHeader.Size;)
        {
            long end = at + FrameHeader.Size + (long)BinaryPrimitives.ReadUInt32LittleEndian(input.AsSpan(at));
            end = Math.Min(end, input.Length);
            frames.Add(at..(int)end);
            at = (int)end;
        }

        return frames;
    }
}
