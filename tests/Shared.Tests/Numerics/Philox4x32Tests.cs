using Cluster.Numerics;

namespace Cluster.Tests.Numerics;

public sealed class Philox4x32Tests
{
    private const int Group = Philox4x32.GroupWords;

    // kat_vectors of Random123: counter and key all zeros, all ones, digits of pi. Words are written lowest first.
    [Theory]
    [InlineData(0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0xE169C58D6627E8D5, 0x9B00DBD8BC57AC4C)]
    [InlineData(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0x41C83B0E408F276D, 0x6D5451FDA20BC7C6)]
    [InlineData(0x85A308D3243F6A88, 0x0370734413198A2E, 0x299F31D0A4093822, 0x94FDCCEBD16CFE09, 0x24126EA15001E420)]
    public void Block_KnownCounterAndKey_GivesThePublishedAnswer(ulong counterLow, ulong counterHigh, ulong key, ulong low, ulong high) =>
        Assert.Equal((low, high), Philox4x32.Block(counterLow, counterHigh, key));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1L << 29) - 2)] // the block number passes 2³² inside the range
    [InlineData((1L << 60) - 7)]
    public void Fill_EveryPath_GivesTheSameWords(long firstGroup)
    {
        var stream = new Philox4x32(0x0123456789ABCDEF, 7);
        for (int groups = 0; groups <= 6; groups++)
        {
            ulong[] expected = new ulong[groups * Group];
            for (int i = 0; i < expected.Length; i++)
            {
                ulong block = ((ulong)firstGroup * 8) + (ulong)((i / Group * 8) + (i % 8));
                (ulong low, ulong high) = Philox4x32.Block(block, 7, 0x0123456789ABCDEF);
                expected[i] = i % Group < 8 ? low : high;
            }

            Assert.Equal(expected, Words(groups, words => stream.FillScalar(firstGroup, words)));
            Assert.Equal(expected, Words(groups, words => stream.Fill256(firstGroup, words)));
            Assert.Equal(expected, Words(groups, words => stream.Fill512(firstGroup, words)));
            Assert.Equal(expected, Words(groups, words => stream.Fill(firstGroup, words)));
        }
    }

    [Fact]
    public void Fill_OtherStreamOrSeed_SharesNoWord()
    {
        ulong[][] fills =
        [
            Words(64, words => new Philox4x32(1, 1).Fill(0, words)),
            Words(64, words => new Philox4x32(1, 2).Fill(0, words)),
            Words(64, words => new Philox4x32(2, 1).Fill(0, words)),
            Words(64, words => new Philox4x32(1, 1).Fill(64, words)),
        ];
        Assert.Equal(4 * 64 * Group, fills.SelectMany(words => words).Distinct().Count());
    }

    private delegate void Filling(Span<ulong> words);

    private static ulong[] Words(int groups, Filling fill)
    {
        var words = new ulong[groups * Group];
        fill(words);
        return words;
    }
}
