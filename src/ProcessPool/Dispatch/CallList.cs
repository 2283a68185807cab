namespace Cluster.Dispatch;

/// <summary>Calls in their order. Any of them can be taken out at once.</summary>
/// <remarks>A call is in one list at a time: the links are its own, so that a queue of a million costs nothing but the calls. One thread at a time.</remarks>
internal sealed class CallList
{
    internal Call? First { get; private set; }

    internal Call? Last { get; private set; }

    internal int Count { get; private set; }

    internal void AddLast(Call call)
    {
        (call.List, call.Previous, call.Next) = (this, Last, null);
        if (Last is null) First = call;
        else Last.Next = call;
        Last = call;
        Count++;
    }

    internal void AddFirst(Call call)
    {
        (call.List, call.Previous, call.Next) = (this, null, First);
        if (First is null) Last = call;
        else First.Previous = call;
        First = call;
        Count++;
    }

    /// <summary>Takes the call out of the list that it is in.</summary>
    internal void Remove(Call call)
    {
        if (call.Previous is null) First = call.Next;
        else call.Previous.Next = call.Next;
        if (call.Next is null) Last = call.Previous;
        else call.Next.Previous = call.Previous;
        (call.List, call.Previous, call.Next) = (null, null, null);
        Count--;
    }
}
