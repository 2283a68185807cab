namespace Cluster.Faults;

public sealed class CappedTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(CappedText.Limit)]
    public void Of_TextWithinTheLimit_IsTheSame(int length)
    {
        string text = new('x', length);
        Assert.Same(text, CappedText.Of(text));
    }

    [Theory]
    [InlineData(CappedText.Limit + 1)]
    [InlineData(1 << 20)]
    [InlineData(1 << 24)]
    public void Of_LongerText_KeepsItsBeginningAndSaysHowMuchMoreThereWas(int length)
    {
        string text = string.Concat(Enumerable.Range(0, length / 8 + 1).Select(static i => $"{i:x8}"))[..length];

        string cut = CappedText.Of(text);

        Assert.InRange(cut.Length, CappedText.Limit - 100, CappedText.Limit);
        int kept = cut.IndexOf('…');
        Assert.Equal(text[..kept], cut[..kept]);
        Assert.Equal($"… [{length - kept:N0} characters more]", cut[kept..]);
        Assert.Same(cut, CappedText.Of(cut));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Of_TextOfPairs_CutsNone(string before)
    {
        string cut = CappedText.Of(before + string.Concat(Enumerable.Repeat("\U0001f600", CappedText.Limit)));
        Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut)));
    }

    // The cause may be the text's length: whoever reports it must not have it, too.
    [Fact]
    public void ExceptionInfo_OfAMessageOfAMegabyte_IsCut()
    {
        var info = ExceptionInfo.Of(new InvalidOperationException(new string('x', 1 << 20), new InvalidOperationException(new string('y', 1 << 20))));
        Assert.Equal(CappedText.Of(new string('x', 1 << 20)), info.Message);
        Assert.Equal(CappedText.Of(new string('y', 1 << 20)), info.Inner[0].Message);
    }
}
