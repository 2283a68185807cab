using Cluster.TestKit;

namespace Cluster.Coordinator.Checkpoints;

public sealed class ChecksumTests
{
    // RFC 3720, B.4, and the check value of the catalogue of CRCs.
    [Theory]
    [InlineData("313233343536373839", 0xE3069283)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AA)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43)]
    public void Of_PublishedExample_IsItsInverse(string hexadecimal, uint published) =>
        Assert.Equal(~published, Checksum.Of(Convert.FromHexString(hexadecimal)));

    [Fact]
    public void Of_AnyPieces_IsThatOfTheWhole()
    {
        SeededRandom random = SeededRandom.Create();
        byte[] bytes = random.Bytes(100);
        for (int cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(Checksum.Of(bytes), Checksum.Of(bytes.AsSpan(cut), Checksum.Of(bytes.AsSpan(0, cut))));
    }
}
