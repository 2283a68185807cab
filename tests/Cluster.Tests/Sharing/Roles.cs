using System.Buffers;
using Cluster.Tasks.Values;

namespace Cluster.Tests.Sharing;

/// <summary>What the other process does.</summary>
internal static class Roles
{
    internal const string Count = "count";
    internal const string Hold = "hold";
    internal const string Meet = "meet";
    internal const string WriteToReadOnly = "write";

    internal static void Play(string role, ReadOnlySequence<byte> bytes)
    {
        using ValueScope scope = ValueScope.OfWorker();
        switch (role)
        {
            case Count:
                Counting counting = Read<Counting>(bytes, scope);
                Console.WriteLine("counts");
                counting.Play();
                break;
            case Hold:
                using (Read<SharedLock>(bytes, scope).Enter())
                {
                    Console.WriteLine("holds");
                    Console.In.Read();
                }

                break;
            case Meet:
                (SharedBarrier barrier, SharedArray<int> at, int phases) = Read<(SharedBarrier, SharedArray<int>, int)>(bytes, scope);
                Console.WriteLine("meets");
                Meeting.Play(barrier, at, 1, phases);
                break;
            case WriteToReadOnly:
                SharedReadOnlyArray<int> array = Read<SharedReadOnlyArray<int>>(bytes, scope);
                Console.WriteLine(array[0]);
                System.Runtime.CompilerServices.Unsafe.AsRef(in array[0]) = 1;
                break;
            default:
                throw new ArgumentException(role);
        }
    }

    private static T Read<T>(ReadOnlySequence<byte> bytes, ValueScope scope) => ValueCodec.Read<T>(bytes, scope, out _);
}
