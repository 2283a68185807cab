namespace Cluster.Tests.Tasks.Functions;

/// <summary>Functions in generic types.</summary>
internal static class GenericFunctions<T>
{
    internal static string Own(T value) => $"{typeof(T).Name} {value}";

    internal static string Pair<TOther>(T first, TOther second) => $"{typeof(T).Name} {first}, {typeof(TOther).Name} {second}";

    internal static Func<T, TOther, string> Lambda<TOther>() => static (first, second) => Pair(first, second);

    internal static class Inner<TInner>
    {
        internal static string Both(T outer, TInner inner) => $"{typeof(T).Name} {outer}, {typeof(TInner).Name} {inner}";
    }
}
