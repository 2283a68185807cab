namespace Cluster.Faults;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain: größer als 3 µs → Größe, 文字, 👩‍🔬", "plain: größer als 3 µs → Größe, 文字, 👩‍🔬")]
    [InlineData("\u001b[31mred\u001b[0m", @"\x1b[31mred\x1b[0m")]
    [InlineData("\u009b31mred", @"\x9b31mred")]
    [InlineData("\u001b]0;title\u0007", @"\x1b]0;title\x07")]
    [InlineData("a\0b\u0008c\u007f", @"a\x00b\x08c\x7f")]
    [InlineData("one\ntwo\r\nthree\rfour", "one | two | three | four")]
    [InlineData("one\u2028two\u2029three\u0085four", "one | two | three | four")]
    [InlineData("a\tb", "a b")]
    [InlineData("user\u202egnp.exe", @"user\u202egnp.exe")]
    [InlineData("\u2066a\u2069", @"\u2066a\u2069")]
    public void OneLine_AnyText_IsOneLineThatOnlyShows(string text, string expected) => Assert.Equal(expected, PrintableText.OneLine(text));

    [Theory]
    [InlineData("one\n\ttwo", "one\n\ttwo")]
    [InlineData("one\n\u001b[2Jtwo", "one\n\\x1b[2Jtwo")]
    [InlineData("one\rtwo", "one\ntwo")]
    public void Lines_AnyText_KeepsLinesAndTabs(string text, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings(), PrintableText.Lines(text));

    [Fact]
    public void OneLine_EveryCharacter_LeavesNoneThatActs()
    {
        string all = string.Concat(Enumerable.Range(0, 0xd800).Select(static i => (char)i));
        string shown = PrintableText.OneLine(all);
        Assert.DoesNotContain(shown, char.IsControl);
        Assert.Contains("äöü", PrintableText.OneLine("äöü"), StringComparison.Ordinal);
    }
}
