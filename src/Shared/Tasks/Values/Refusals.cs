using System.Collections;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Cluster.Tasks.Values;

/// <summary>Why values of some types cannot go to another process, and what to send instead.</summary>
internal static class Refusals
{
    private static readonly (Func<Type, bool> Is, string Reason)[] Kinds =
    [
        (Any(typeof(nint), typeof(nuint), typeof(Pointer), typeof(GCHandle)),
            "an address means nothing in another process; put the data into a SharedArray<T> or an array"),
        (Any(typeof(Delegate)), "code does not travel; call a static method in the task, and send its arguments"),
        (Any(typeof(Task), typeof(ValueTask), typeof(IAsyncResult)), "it belongs to this process; await it and send its result"),
        (type => Generic(type, typeof(ValueTask<>)), "it belongs to this process; await it and send its result"),
        (type => Generic(type, typeof(IAsyncEnumerable<>)), "it belongs to this process; collect its elements and send a list"),
        (Any(typeof(Stream), typeof(TextReader), typeof(TextWriter), typeof(FileSystemInfo)),
            "it belongs to this process; send a path, and open it in the task, or send the contents as byte[] or string"),
        (Any(typeof(SafeHandle), typeof(CriticalHandle), typeof(WaitHandle), typeof(Socket), typeof(Thread), typeof(Timer), typeof(MarshalByRefObject)),
            "it belongs to this process; open or create it in the task, or in the initializer of the workers"),
        (Any(typeof(CancellationToken), typeof(CancellationTokenSource)), "it belongs to this process; let the function take a WorkerContext, which has a token"),
        (Any(typeof(Exception)), "exceptions are no values; throw it in the task, or send its message"),
        (Any(typeof(MemberInfo), typeof(Assembly), typeof(System.Reflection.Module)), "types and members do not travel; send a name, or use a generic method"),
    ];

    /// <summary>The reason, or null for a type that may be sent.</summary>
    internal static string? ReasonFor(Type type)
    {
        foreach ((Func<Type, bool> matches, string reason) in Kinds)
        {
            if (matches(type)) return reason;
        }

        return null;
    }

    /// <summary>For a type that nothing else is known of; null if it may be sent member by member.</summary>
    internal static string? ReasonForUnknown(Type type)
    {
        if (type == typeof(object)) return "the other side does not know its type; declare the type that it has";
        if (type.IsInterface || type.IsAbstract)
            return "the other side does not know its type; declare a class that can be created, a struct, or a collection of a known kind";
        if (!type.IsValueType && IsOfFramework(type)) return "its state is not in its public properties; send what it was made from";
        return type.IsAssignableTo(typeof(IEnumerable))
            ? "a collection needs a constructor without parameters and Add, or one that takes IEnumerable<T>; send an array or a List<T>"
            : null;
    }

    /// <summary>For what cannot even be boxed.</summary>
    internal static string ReasonForStackOnly(Type type) =>
        type == typeof(void) ? "it is no value"
        : type.ContainsGenericParameters ? "it is an open type; say which type the parameter stands for"
        : type.IsByRefLike ? "it lives on the stack; take an array or Memory<T> in its place"
        : type.IsByRef ? "a reference means nothing in another process; take the value, and return the new one"
        : Kinds[0].Reason;

    private static bool IsOfFramework(Type type) =>
        type.Assembly.GetName().Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "mscorlib");

    private static Func<Type, bool> Any(params Type[] types) => type => types.Any(type.IsAssignableTo);

    private static bool Generic(Type type, Type definition) =>
        (type.IsGenericType && type.GetGenericTypeDefinition() == definition)
        || type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == definition);
}
