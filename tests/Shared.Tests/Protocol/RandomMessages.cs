using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.OwnJobs;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.Protocol;

internal static class RandomMessages
{
    internal static OpenJob OpenJob(SeededRandom random)
    {
        var values = new Dictionary<string, object>();
        for (int i = random.Next(5); i > 0; i--)
        {
            values[$"{i}{random.Text(10)}"] = random.Next(3) switch
            {
                0 => random.AnyInt64(),
                1 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                _ => random.Text(20),
            };
        }

        return new OpenJob(
            random.Text(30), new JobParameters(values, (ulong)random.AnyInt64()), random.NextInt64(long.MaxValue), random.NextInt64(1, long.MaxValue),
            random.Next(2) == 0, (ChunkCodec)random.Next(1, 4), [.. Enumerable.Range(0, random.Next(4)).Select(_ => Input(random))],
            random.Next(2) == 0 ? null : Input(random), random.Next(2) == 0, Segment(random),
            random.Next(2) == 0 ? null : new JobOrigin(random.Text(50), random.Text(20), Guid.NewGuid()));
    }

    private static ArrayBinding Input(SeededRandom random)
    {
        var type = (ElementType)random.Next(1, 8);
        ArrayLayout layout = random.Next(2) == 0
            ? ArrayLayout.Vector(type, random.NextInt64(1L << 50))
            : ArrayLayout.Matrix(type, random.NextInt64(1L << 28), random.NextInt64(1L << 28), (ArrayOrder)random.Next(1, 3));
        return new ArrayBinding(layout, (InputUse)random.Next(1, 3), Segment(random), random.NextInt64(long.MaxValue));
    }

    private static SegmentHandle? Segment(SeededRandom random) => random.Next(2) == 0
        ? null
        : new SegmentHandle((SegmentKind)random.Next(1, 4), random.Next(), random.Next(), random.Text(50), random.NextInt64(long.MaxValue));
}
