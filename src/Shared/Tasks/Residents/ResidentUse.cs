using Cluster.Tasks.Values;

namespace Cluster.Tasks.Residents;

/// <summary>The values that a call names and that its worker must have before it.</summary>
internal sealed class ResidentUse
{
    private readonly List<long> _ids = [];

    /// <summary>Each once.</summary>
    internal IReadOnlyList<long> Ids => _ids;

    /// <summary>The worker that has the last of them that is meant for one; null for any.</summary>
    internal int? Preferred { get; private set; }

    /// <summary>What a scope has noted; null for nothing.</summary>
    internal static ResidentUse? Of(ValueScope? scope) => scope?.Context as ResidentUse;

    /// <summary>What was noted so far, for <see cref="Restore"/>.</summary>
    internal static (int Count, int? Preferred) Mark(ValueScope scope) => Of(scope) is { } use ? (use._ids.Count, use.Preferred) : (0, null);

    /// <summary>Forgets what was noted since.</summary>
    internal static void Restore(ValueScope scope, (int Count, int? Preferred) mark)
    {
        if (Of(scope) is not { } use) return;
        use._ids.RemoveRange(mark.Count, use._ids.Count - mark.Count);
        use.Preferred = mark.Preferred;
    }

    internal static void Note(ValueScope scope, long id, int? worker)
    {
        if (scope.Context is not ResidentUse use) scope.Context = use = new ResidentUse();
        if (!use._ids.Contains(id)) use._ids.Add(id);
        use.Preferred = worker ?? use.Preferred;
    }
}
