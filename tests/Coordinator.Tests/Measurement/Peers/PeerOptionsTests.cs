using Cluster.Transport;

namespace Cluster.Coordinator.Measurement.Peers;

public sealed class PeerOptionsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parse_Arguments_GivesTheOptionsBack(bool asynchronous)
    {
        var options = new PeerOptions { IsAsynchronous = asynchronous, Transport = new TransportOptions { ReadBuffer = 12_345, WriteBuffer = 678 } };

        Assert.Equal(options, PeerOptions.Parse(options.Arguments));
    }

    [Theory]
    [InlineData("peer")]
    [InlineData("peer blocking 1")]
    [InlineData("peer blocking one 2")]
    [InlineData("peer sleeping 1 2")]
    [InlineData("worker blocking 1 2")]
    public void Parse_AnythingElse_IsNull(string line) => Assert.Null(PeerOptions.Parse(line.Split(' ')));
}
