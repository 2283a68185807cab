using System.Runtime.InteropServices;
using Cluster.Memory;
using Cluster.TestKit;

namespace Cluster.Coordinator.Measurement;

public sealed class MemoryKernelsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(10_007)]
    public void Sum_AnyLength_IsThatOfAPlainLoop(int words)
    {
        using var buffer = new NativeBuffer(words * sizeof(long));
        Span<long> numbers = MemoryMarshal.Cast<byte, long>(buffer.Span(0, words * sizeof(long)));
        SeededRandom random = SeededRandom.Create();
        long expected = 0;
        foreach (ref long number in numbers) expected += number = random.AnyInt64();

        Assert.Equal(expected, MemoryKernels.Sum(new MemoryRange(buffer.Address, buffer.Length)));
    }

    [Theory]
    [InlineData(4096, 1)]
    [InlineData(4096, 3)]
    [InlineData(1000, 7)]
    [InlineData(64, 5)]
    public void Part_OfAll_CoversEveryByteOnce(int length, int parts)
    {
        long next = 0x10000;
        for (int number = 0; number < parts; number++)
        {
            MemoryRange part = MemoryKernels.Part(new MemoryRange(0x10000, length), number, parts);
            Assert.Equal(next, part.Address);
            next += part.Length;
        }

        Assert.Equal(0x10000 + length, next);
    }

    [Fact]
    public void Copy_AfterFill_BringsEveryByte()
    {
        using var source = new AnonymousMemory(100_000, hugePages: false);
        using var target = new AnonymousMemory(100_000, hugePages: false);
        MemoryKernels.Fill(source.Range, 3);

        MemoryKernels.Copy(source.Range, target.Range);

        Assert.Equal(0, target.Range.Span(0, 100_000).IndexOfAnyExcept((byte)3) + 1);
    }
}
