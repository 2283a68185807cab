namespace Cluster.Coordinator.Measurement.Peers;

public sealed class CyclicMemoryTests
{
    [Fact]
    public void Next_PastTheEnd_BeginsAgain()
    {
        using var memory = new CyclicMemory(100);
        for (byte number = 0; number < 3; number++) memory.Next(30).Fill(number);

        // There are 10 bytes left, which a piece of 30 does not fit into.
        Assert.Equal(0, memory.Next(30)[0]);
        Assert.Equal(1, memory.Next(30)[0]);
        Assert.Equal(2, memory.Next(30)[29]);
    }

    [Fact]
    public void Next_AllOfIt_IsTheSameEveryTime()
    {
        using var memory = new CyclicMemory(64);
        memory.Next(64)[5] = 99;

        Assert.Equal(99, memory.Next(64)[5]);
    }

    [Fact]
    public void Next_MoreThanThereIs_IsRefused()
    {
        using var memory = new CyclicMemory(64);

        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Next(65).Length);
    }
}
