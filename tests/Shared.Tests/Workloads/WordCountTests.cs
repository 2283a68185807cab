using System.Text;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.TestKit;
using TextJobs;

namespace Cluster.Tests.Workloads;

/// <summary>A text gives the same answer into however many chunks it is cut, and wherever the borders fall.</summary>
[Trait("Fault", "48")]
public sealed class WordCountTests
{
    private const int Texts = 150;

    private static readonly int[] Chunks = [1, 2, 7, 64];

    // What a border can fall into, and what is no text.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "a", "the", "don't", "l’été", "Straße", "ⱥ", "𝄞", "e\u0301", "x1", " ", "  ", "\n", "\r\n", "\r", "\t", "\v\f", ".", "’", "'",
            "—", "\0", "\ufeff", "\u00a0", "\u2028", "\u0130",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80], [0xfe, 0xff],
        Encoding.UTF8.GetBytes(new string('z', 300)),
    ];

    [Fact]
    public void Result_RandomTextInAnyNumberOfChunks_IsTheSame()
    {
        SeededRandom random = SeededRandom.Create();
        for (int i = 0; i < Texts; i++)
        {
            byte[] text = [.. Enumerable.Range(0, random.Next(1, 120)).SelectMany(_ => Pieces[random.Next(Pieces.Length)])];
            AssertSame(text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no final newline")]
    [InlineData("two words\n")]
    [InlineData("of\r\nWindows\r\n")]
    [InlineData("\ufeffwith a mark")]
    [InlineData("a\0b \0")]
    public void Result_OfAnUnusualText_IsTheSame(string text) => AssertSame(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Result_OneLineWithoutAnyWhiteSpace_IsOneWord()
    {
        byte[] text = new byte[8 << 20];
        text.AsSpan().Fill((byte)'w');
        foreach (int chunks in Chunks)
        {
            JobResult result = Run(text, chunks, copied: false);
            Assert.Equal((1L, 1L), (result.Field<long>("words"), result.Field<long>("distinct")));
            Assert.Equal(text.Length, result.Field<string[]>("top")[0].Length);
        }
    }

    [Fact]
    public void Result_KnownText_HasItsCounts()
    {
        JobResult result = Run("To be, or not to be"u8.ToArray(), 7, copied: true);
        Assert.Equal(["be", "to", "not", "or"], result.Field<string[]>("top"));
        Assert.Equal([2L, 2, 1, 1], result.Field<long[]>("counts"));
    }

    private static void AssertSame(byte[] text)
    {
        string whole = Show(Run(text, 1, copied: false));
        foreach (int chunks in Chunks)
        {
            Assert.True(whole == Show(Run(text, chunks, copied: false)), $"{chunks} chunks of {Convert.ToHexStringLower(text)}");
            Assert.True(whole == Show(Run(text, chunks, copied: true)), $"{chunks} copied chunks of {Convert.ToHexStringLower(text)}");
        }
    }

    private static JobResult Run(byte[] text, int chunks, bool copied) => new InProcessRun(new WordCount())
        .With(("top", 1000L)).WithFile(ArrayLayout.Vector(ElementType.UInt8, text.Length), text)
        .WithChunkSize(Math.Max(1, (text.Length + chunks - 1) / chunks)).WithCopiedChunks(copied).Result();

    private static string Show(JobResult result) =>
        $"{result.Field<long>("words")} {result.Field<long>("distinct")}: " +
        string.Join(' ', result.Field<string[]>("top").Zip(result.Field<long[]>("counts")));
}
