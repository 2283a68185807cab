using System.Runtime.CompilerServices;

namespace Cluster.Tests.Tasks.Functions;

/// <summary>Functions as users write them.</summary>
internal static class SampleFunctions
{
    internal static int Square(int x) => x * x;

    internal static T Same<T>(T value) => value;

    internal static string Describe<TKey, TValue>(Dictionary<TKey, TValue[]> map)
        where TKey : notnull => $"{typeof(TKey).Name} {typeof(TValue).Name} {map.Count}";

    internal static int Rank<T>(T array)
        where T : class => ((Array)(object)array).Rank;

    internal static string Shout(this string text) => text.ToUpperInvariant();

    internal static string Kind(object? value) => value?.GetType().Name ?? "null";

    internal static Func<T, int> SizeOf<T>() => static _ => Unsafe.SizeOf<T>();

    internal static void Nothing()
    {
    }

    internal static string Where(string prefix, WorkerContext context) => $"{prefix} {context.WorkerId} {context.Attempt}";

    internal static async Task<int> LaterAsync(int x)
    {
        await Task.Yield();
        return x + 1;
    }

    internal static async ValueTask<int> LaterValueAsync(int x)
    {
        await Task.Yield();
        return x + 2;
    }

    internal static async Task QuietlyAsync() => await Task.Yield();

    internal static async ValueTask QuietlyValueAsync() => await Task.Yield();
}
