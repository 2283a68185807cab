using Cluster.Fuzzing.Targets;

namespace Cluster.Fuzzing;

/// <summary>
/// The weaknesses of the corpus with as many bytes as a frame of data has: refused or read, without hanging and without running out of
/// stack or memory.
/// </summary>
[Trait("Fault", "52")]
public sealed class LongInputTests
{
    private const int Length = 16 << 20;

    [Theory]
    [InlineData("an array in an array", "91", "")]
    [InlineData("a map in a map, under a key", "81a0", "")]
    [InlineData("a record in an array in a record", "81a84368696c6472656e91", "")]
    [InlineData("each level says that 4,096 are in it", "81a84368696c6472656edc1000", "")]
    [InlineData("one byte of text after the other", "a161", "dd00500000")]
    [InlineData("the same key again and again", "a16101", "df00400000")]
    [InlineData("extensions of no bytes", "c70064", "dd00400000")]
    [InlineData("compressed blocks that say they are long", "c70863d27fffffff000000", "dd00100000")]
    public void Value_LongAndWrong_IsReadOrRefused(string what, string piece, string head)
    {
        byte[] unit = Convert.FromHexString(piece);
        byte[] body = [.. Convert.FromHexString(head), .. Enumerable.Repeat(unit, Length / unit.Length).SelectMany(static one => one)];
        foreach (byte type in (byte[])[0, 1, 7, 12, 13, 18, 27])
        {
            using var values = new ValueTarget();
            Repeat(values, [type, 0, .. body], what);
        }

        using var messages = new MessageTarget();
        for (byte message = 0; message < 14; message++) Repeat(messages, [message, 0, .. body], what);
        using var reader = new ReaderTarget();
        Repeat(reader, [0, .. body], what);
    }

    // On a thread that is watched; what is wrong would be printed in full.
    private static void Repeat(FuzzTarget target, byte[] input, string what)
    {
        try
        {
            new FuzzRun(new Single(target, input), 1, TimeSpan.FromMinutes(2)).Run(1);
        }
        catch (FuzzFailure failure)
        {
            Assert.Fail($"{target.Name} {input[0]}, {what}: {failure.Message[..Math.Min(2000, failure.Message.Length)]}");
        }
    }

    private sealed class Single(FuzzTarget target, byte[] input) : FuzzTarget
    {
        public override string Name => target.Name;

        internal override IReadOnlyList<byte[]> Seeds => [input];

        internal override long AllocationLimit(byte[] one) => target.AllocationLimit(one);

        internal override Outcome Try(byte[] one) => target.Try(one);
    }
}
