using System.Buffers;

namespace Cluster.Coordinator.Measurement.Peers;

public sealed class NumberBodyTests
{
    [Theory]
    [InlineData(0, "9100")]
    [InlineData(127, "917f")]
    [InlineData(128, "91cc80")]
    [InlineData(1_000_000, "91ce000f4240")]
    [InlineData(-1, "91ff")]
    [InlineData(long.MaxValue, "91cf7fffffffffffffff")]
    public void Write_Number_IsAnArrayOfOneAndReadsBack(long number, string bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        NumberBody.Write(output, number);

        Assert.Equal(bytes, Convert.ToHexStringLower(output.WrittenSpan));
        Assert.Equal(number, NumberBody.Read(new ReadOnlySequence<byte>(output.WrittenMemory)));
    }
}
