using Cluster.OwnJobs;

namespace Cluster.Tests.OwnJobs;

public sealed class OwnJobNameTests
{
    [Theory]
    [InlineData("./a.dll:N.T", "./a.dll", "N.T")]
    [InlineData("a.DLL:T", "a.DLL", "T")]
    [InlineData("a.dll", "a.dll", null)]
    [InlineData("a.dll:", "a.dll", null)]
    [InlineData(@"C:\jobs\a.dll", @"C:\jobs\a.dll", null)]
    [InlineData(@"C:\jobs\a.dll:T", @"C:\jobs\a.dll", "T")]
    [InlineData("/x:y/my jobs.dll:N.Outer+Inner", "/x:y/my jobs.dll", "N.Outer+Inner")]
    [InlineData("./a:T", "./a", "T")]
    public void Parse_NameOfAnOwnJob_HasPathAndType(string text, string path, string? type)
    {
        Assert.True(OwnJobName.IsOne(text));
        Assert.Equal(new OwnJobName(path, type), OwnJobName.Parse(text));
    }

    [Theory]
    [InlineData("summarize")]
    [InlineData("a:b")]
    [InlineData("--input=./a.dll")]
    [InlineData("")]
    public void IsOne_OtherWords_AreNot(string text) => Assert.False(OwnJobName.IsOne(text));

    [Fact]
    public void NearNames_OfATypo_BeginWithTheOneThatWasMeant() =>
        Assert.Equal(["A.B.WordCount", "A.Words"], NearNames.Of("wordcuont", ["A.Words", "A.B.WordCount", "Sum.Of.Everything"], 2));
}
