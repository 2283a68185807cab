namespace Cluster.Coordinator.Measurement;

public sealed class CrewTests
{
    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "1 2")]
    [InlineData(8, "1 2 3 4 5 6 7 8")]
    [InlineData(9, "1 2 3 4 5 6 7 8 9")]
    [InlineData(48, "1 2 3 4 5 6 7 8 16 32 48")]
    public void Sizes_UpTo_EndWithAll(int most, string expected) => Assert.Equal(expected, string.Join(' ', Crew.Sizes(most)));

    [Fact]
    public void Run_Several_CallsEachNumberOnce()
    {
        int[] calls = new int[5];

        Assert.True(Crew.Run(5, number => Interlocked.Increment(ref calls[number])) >= 0);

        Assert.Equal([1, 1, 1, 1, 1], calls);
    }

    [Fact]
    public void Run_OneThrows_ThrowsThat() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Crew.Run(2, static number => ArgumentOutOfRangeException.ThrowIfEqual(number, 1)));
}
