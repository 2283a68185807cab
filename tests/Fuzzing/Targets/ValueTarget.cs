using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;
using Cluster.Fuzzing.Targets.Samples;
using Cluster.Tasks.Values;

namespace Cluster.Fuzzing.Targets;

/// <summary>Arguments and results of tasks: a value that was read can be written, and that is read again to the same bytes.</summary>
/// <remarks>The first byte of an input chooses the type, the second the side that reads and the size of the pieces.</remarks>
internal sealed class ValueTarget : FuzzTarget
{
    private static readonly Func<ReadOnlySequence<byte>, ValueScope, long>[] Types =
    [
        RoundTrip<Node>, RoundTrip<Tree>, RoundTrip<Order>, RoundTrip<Wide[]>, RoundTrip<List<Wide>>, RoundTrip<Order[]>,
        RoundTrip<int[][][]>, RoundTrip<string[]>, RoundTrip<double[]>, RoundTrip<byte[]>, RoundTrip<List<int>>, RoundTrip<List<string>>,
        RoundTrip<Dictionary<string, int>>, RoundTrip<Dictionary<long, long[]>>,
        RoundTrip<Dictionary<(int, string), Dictionary<int, string>>>,
        RoundTrip<SortedDictionary<double, string>>, RoundTrip<ConcurrentDictionary<Guid, byte>>,
        RoundTrip<IReadOnlyDictionary<string, object[]>>,
        RoundTrip<HashSet<long>>, RoundTrip<ISet<string>>, RoundTrip<Stack<string>>, RoundTrip<Queue<int>>, RoundTrip<LinkedList<string>>,
        RoundTrip<int[,]>, RoundTrip<string[,,]>, RoundTrip<double[,,,]>, RoundTrip<IEnumerable<string>>, RoundTrip<IList<int>>,
        RoundTrip<(int, string)>, RoundTrip<(int, string, double[])[]>, RoundTrip<(int, int, int, int, int, int, int, string, string)>,
        RoundTrip<Tuple<int, string>>, RoundTrip<KeyValuePair<string, int>>, RoundTrip<int?[]>, RoundTrip<Memory<int>>,
        RoundTrip<ReadOnlyMemory<char>>,
        RoundTrip<ArraySegment<string>>, RoundTrip<DayOfWeek[]>, RoundTrip<decimal[]>, RoundTrip<decimal>, RoundTrip<DateTime>,
        RoundTrip<DateTimeOffset>, RoundTrip<BigInteger>,
        RoundTrip<Rune>, RoundTrip<Uri>, RoundTrip<Version>, RoundTrip<CultureInfo>, RoundTrip<StringBuilder>, RoundTrip<Complex[]>,
        RoundTrip<char>,
        RoundTrip<SharedArray<int>>, RoundTrip<SharedValue<long>>, RoundTrip<SharedLock>, RoundTrip<TaskQueue<int>>, RoundTrip<object>,
        RoundTrip<Lazy<int>>,
    ];

    public override string Name => "values";

    /// <summary>Types that there are.</summary>
    internal static int Count => Types.Length;

    internal override int Prefix => 2;

    // Of the types here the widest takes 260 bytes where a byte says that it is empty; twice that while an array of it grows, and as much
    // again when it is written.
    internal override long AllocationLimit(byte[] input) => (160 << 10) + ((IsWide(input) ? 2048L : 64L) * input.Length);

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        int type = input[0] % Types.Length;
        // What a coordinator reads: results. A worker maps whatever it is told to, by the coordinator, which it trusts.
        using var scope = ValueScope.OfCoordinator("");
        try
        {
            return Outcome.Value(Types[type](Wire.Cut(input.AsMemory(Prefix), input[1] % 16), scope));
        }
        catch (ValueException ex)
        {
            return new Outcome($"{nameof(ValueException)}/{type}",
                Outcome.Of(ex, ex.Message[(ex.Message.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Detail);
        }
    }

    private static bool IsWide(byte[] input) => input.Length > 0 && input[0] % Types.Length is 3 or 4;

    private static long RoundTrip<T>(ReadOnlySequence<byte> bytes, ValueScope scope)
    {
        var value = ValueCodec.Read<T>(bytes, scope, out long consumed);
        // Not all that can be read can be written: an array of shared memory that is not there, a key that is no text.
        byte[] once = Write(value, scope);
        T again = ValueCodec.Read<T>(new ReadOnlySequence<byte>(once), scope, out long reread);
        if (reread != once.Length) throw new InvalidOperationException($"{typeof(T)}: {once.Length} bytes were written, {reread} read");
        return Write(again, scope).Length == once.Length
            ? consumed
            : throw new InvalidOperationException($"{typeof(T)}: what was read is written in two ways");
    }

    private static byte[] Write<T>(T value, ValueScope scope)
    {
        var output = new ArrayBufferWriter<byte>(64);
        ValueCodec.Write(output, value, scope);
        return output.WrittenSpan.ToArray();
    }
}
