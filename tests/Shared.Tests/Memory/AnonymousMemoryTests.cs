using System.Text.RegularExpressions;
using Cluster.Memory;

namespace Cluster.Tests.Memory;

public sealed class AnonymousMemoryTests
{
    private const int Length = 8 << 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void New_AnyPages_IsZeroedAndWritable(bool hugePages)
    {
        using var memory = new AnonymousMemory(Length, hugePages);

        Assert.Equal(-1, memory.Range.Span(0, Length).IndexOfAnyExcept((byte)0));
        memory.Range.Span(0, Length).Fill(7);
        Assert.Equal(-1, memory.Range.Span(0, Length).IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public void New_SmallPages_UsesNoHugeOne()
    {
        using var memory = new AnonymousMemory(Length, hugePages: false);
        memory.Range.Span(0, Length).Fill(1);

        Assert.Equal(0, Field(memory, "AnonHugePages"));
        Assert.Equal(Length >> 10, Field(memory, "Rss"));
    }

    [Fact]
    public void Populate_Untouched_MakesEveryPage()
    {
        using var memory = new AnonymousMemory(Length, hugePages: false);
        Assert.Equal(0, Field(memory, "Rss"));

        Assert.SkipUnless(memory.Populate(), "the kernel cannot populate ahead (older than 5.14)");

        Assert.Equal(Length >> 10, Field(memory, "Rss"));
    }

    [Fact]
    public void Dispose_Twice_UnmapsOnce()
    {
        var memory = new AnonymousMemory(Length, hugePages: false);
        memory.Dispose();
        memory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => memory.Range);
    }

    // Advice about pages keeps the mapping from being merged with a neighbour, so it begins where the memory begins.
    private static long Field(AnonymousMemory memory, string name)
    {
        Match match = Regex.Match(File.ReadAllText("/proc/self/smaps"), $@"^{memory.Range.Address:x}-[^\n]*\n(?:\w+:[^\n]*\n)*?{name}: +(\d+) kB", RegexOptions.Multiline);
        return match.Success ? long.Parse(match.Groups[1].Value, null) : throw new InvalidDataException($"no {name} in smaps");
    }
}
