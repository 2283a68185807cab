namespace Cluster.Tasks.Values;

/// <summary>The formatter of a type, made at first use; after that a load of a constant.</summary>
internal static class FormatterOf<T>
{
    internal static readonly ValueFormatter<T> Instance = FormatterChoice.For<T>();
}
