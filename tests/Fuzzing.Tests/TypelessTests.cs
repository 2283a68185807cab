using Cluster.Fuzzing.Targets;

namespace Cluster.Fuzzing;

/// <summary>What names a type, as some serializers write it, is a value of none.</summary>
[Trait("Fault", "56")]
public sealed class TypelessTests
{
    // Extension 100 with the name of a type; a map that names one; an array of a name and fields.
    [Theory]
    [InlineData("c71464b253797374656d2e494f2e46696c65496e666f")]
    [InlineData("81a52474797065b253797374656d2e494f2e46696c65496e666f")]
    [InlineData("c7146492b253797374656d2e494f2e46696c65496e666f")]
    public void Value_WithTheNameOfAType_MakesNothingOfIt(string hex)
    {
        byte[] payload = Convert.FromHexString(hex);
        using var target = new ValueTarget();
        for (int type = 0; type < ValueTarget.Count; type++)
        {
            // Records take a map whose keys they do not know for one of which nothing is said.
            Outcome outcome = target.Try([(byte)type, 0, .. payload]);
            if (hex.StartsWith("81", StringComparison.Ordinal)) continue;
            Assert.False(outcome.IsValue, $"type {type} took it for a value");
        }
    }
}
