using System.Globalization;

namespace Cluster.TestKit;

/// <summary>Random values whose seed is printed, and taken from <c>CLUSTER_TEST_SEED</c> to repeat a failure.</summary>
internal sealed class SeededRandom : Random
{
    private SeededRandom(int seed)
        : base(seed) => Seed = seed;

    internal int Seed { get; }

    internal static SeededRandom Create()
    {
        string? given = Environment.GetEnvironmentVariable("CLUSTER_TEST_SEED");
        int seed = given is null ? Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"CLUSTER_TEST_SEED={seed}");
        return new SeededRandom(seed);
    }

    internal byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        NextBytes(bytes);
        return bytes;
    }

    /// <summary>A text of up to <paramref name="longest"/> characters, some of which take more than one byte.</summary>
    internal string Text(int longest)
    {
        const string Letters = "abcXYZ019 -_/.äß→𝄞";
        int[] runes = [.. Letters.EnumerateRunes().Select(rune => rune.Value)];
        return string.Concat(Enumerable.Range(0, Next(longest + 1)).Select(_ => char.ConvertFromUtf32(runes[Next(runes.Length)])));
    }

    /// <summary>A number of any magnitude: as many are short as long.</summary>
    internal long AnyInt64() => (NextInt64(long.MinValue, long.MaxValue) >> Next(64)) ^ (Next(2) == 0 ? 0 : -1L);

    internal int AnyInt32() => (int)AnyInt64();
}
