namespace Cluster.Tasks.Functions;

/// <summary>Gets the result from what a method returned, waiting for it where it is a promise.</summary>
/// <remarks>
/// Waiting blocks the calling thread: a worker runs one task at a time on a thread of its own, which has nothing else to do. What the task threw comes out as
/// it was thrown, with its stack.
/// </remarks>
internal abstract class Completion
{
    private static readonly Dictionary<Type, Type> Promises = new()
    {
        [typeof(Task<>)] = typeof(OfTask<>),
        [typeof(ValueTask<>)] = typeof(OfValueTask<>),
    };

    /// <summary>Of the result itself; <see langword="void"/> for none.</summary>
    internal abstract Type ResultType { get; }

    /// <param name="returned">What the method returned; null if it returns nothing.</param>
    internal abstract object? Wait(object? returned);

    internal static Completion Of(Type returnType)
    {
        if (returnType == typeof(Task)) return new OfTask();
        if (returnType == typeof(ValueTask)) return new OfValueTask();
        return returnType.IsConstructedGenericType && Promises.TryGetValue(returnType.GetGenericTypeDefinition(), out Type? promise)
            ? (Completion)Activator.CreateInstance(promise.MakeGenericType(returnType.GenericTypeArguments), nonPublic: true)!
            : new AtOnce(returnType);
    }

    private static TTask NotNull<TTask>(object? returned)
        where TTask : Task => returned as TTask
        ?? throw new InvalidOperationException($"The function returned null instead of a {typeof(TTask).Name.Split('`')[0]}.");

    private sealed class AtOnce(Type type) : Completion
    {
        internal override Type ResultType => type;

        internal override object? Wait(object? returned) => returned;
    }

    private sealed class OfTask : Completion
    {
        internal override Type ResultType => typeof(void);

        internal override object? Wait(object? returned)
        {
            NotNull<Task>(returned).GetAwaiter().GetResult();
            return null;
        }
    }

    private sealed class OfValueTask : Completion
    {
        internal override Type ResultType => typeof(void);

        // A value task may stand for something that cannot be waited for in this way; its task can.
        internal override object? Wait(object? returned)
        {
            ((ValueTask)returned!).AsTask().GetAwaiter().GetResult();
            return null;
        }
    }

    private sealed class OfTask<T> : Completion
    {
        internal override Type ResultType => typeof(T);

        internal override object? Wait(object? returned) => NotNull<Task<T>>(returned).GetAwaiter().GetResult();
    }

    private sealed class OfValueTask<T> : Completion
    {
        internal override Type ResultType => typeof(T);

        internal override object? Wait(object? returned) => ((ValueTask<T>)returned!).AsTask().GetAwaiter().GetResult();
    }
}
