using Cluster.Fuzzing.Sequences;

namespace Cluster.Fuzzing.Targets;

/// <summary>All targets.</summary>
internal static class TargetList
{
    private static readonly Dictionary<string, Func<FuzzTarget>> All = new(StringComparer.Ordinal)
    {
        ["frames"] = static () => new FrameTarget(),
        ["messages"] = static () => new MessageTarget(),
        ["reader"] = static () => new ReaderTarget(),
        ["values"] = static () => new ValueTarget(),
        ["elements"] = static () => new ElementTarget(),
        ["functions"] = static () => new FunctionTarget(),
        ["handshake"] = static () => new HandshakeTarget(),
        ["start"] = static () => new StartTarget(),
        ["options"] = static () => new OptionTarget(),
        ["tasks"] = static () => new TaskTarget(),
        ["jobs"] = static () => new JobTarget(),
        ["session"] = static () => new SessionTarget(),
        ["board"] = static () => new BoardTarget(),
        ["ring"] = static () => new RingTarget(),
        ["npy"] = static () => new FileTarget("npy"),
        ["csv"] = static () => new FileTarget("csv"),
    };

    /// <summary>Names, in the order of a campaign.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>Makes a target; the caller disposes of it. Null for a name that there is not.</summary>
    public static FuzzTarget? Create(string name) => All.TryGetValue(name, out Func<FuzzTarget>? make) ? make() : null;
}
