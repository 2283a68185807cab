using System.Buffers;
using MessagePack;

namespace Cluster.Fuzzing.Targets;

/// <summary>The reader of MessagePack by itself: walking through a value and skipping it end at the same place, or both fail.</summary>
/// <remarks>The first byte of an input is the size of the pieces in which the rest lies.</remarks>
internal sealed class ReaderTarget : FuzzTarget
{
    public override string Name => "reader";

    internal override int Prefix => 1;

    // Texts of a byte each, across the borders of pieces of a byte each.
    internal override long AllocationLimit(byte[] input) => (64 << 10) + (200L * input.Length);

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        ReadOnlySequence<byte> bytes = Wire.Cut(input.AsMemory(Prefix), input[0] % 16);
        (long Consumed, Exception? Failure) skipped = Consumed(bytes, static (ref reader) => reader.Skip());
        (long Consumed, Exception? Failure) walked = Consumed(bytes, Walk);
        // A number may be skipped that is a text's in no encoding; whatever is longer than the bytes is found by both.
        if (skipped.Failure is null != walked.Failure is null) throw new InvalidOperationException($"skipped: {skipped}, walked: {walked}");
        if (skipped.Failure is null && skipped.Consumed != walked.Consumed)
            throw new InvalidOperationException($"skipped {skipped.Consumed}, walked {walked.Consumed}");
        return skipped.Failure is null ? Outcome.Value(skipped.Consumed) : Outcome.Of(walked.Failure!);
    }

    private static (long Consumed, Exception? Failure) Consumed(in ReadOnlySequence<byte> bytes, Reading read)
    {
        var reader = new MessagePackReader(bytes);
        try
        {
            read(ref reader);
            return (reader.Consumed, null);
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            return (0, ex);
        }
    }

    // With a count of what is open in place of recursion, as there is no limit on depth here.
    private static void Walk(ref MessagePackReader reader)
    {
        for (long open = 1; open > 0; open--)
        {
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Array: open += reader.ReadArrayHeader(); break;
                case MessagePackType.Map: open += 2L * reader.ReadMapHeader(); break;
                case MessagePackType.String: reader.ReadString(); break;
                case MessagePackType.Binary: reader.ReadBytes(); break;
                case MessagePackType.Extension: reader.ReadExtensionFormat(); break;
                case MessagePackType.Integer: ReadInteger(ref reader); break;
                case MessagePackType.Float: reader.ReadDouble(); break;
                case MessagePackType.Boolean: reader.ReadBoolean(); break;
                default: reader.ReadNil(); break;
            }
        }
    }

    // Beyond a signed number's range only in the one form that has no sign.
    private static void ReadInteger(ref MessagePackReader reader)
    {
        if (reader.NextCode == 0xcf) reader.ReadUInt64();
        else reader.ReadInt64();
    }

    private delegate void Reading(ref MessagePackReader reader);
}
