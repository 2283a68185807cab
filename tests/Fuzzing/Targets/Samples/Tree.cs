namespace Cluster.Fuzzing.Targets.Samples;

/// <summary>Each way in which something can hold more of its kind.</summary>
public sealed class Tree
{
    /// <summary>As a list.</summary>
    public List<Tree?>? List { get; set; }

    /// <summary>As a table.</summary>
    public Dictionary<string, Tree?>? Map { get; set; }

    /// <summary>As an interface.</summary>
    public IReadOnlyList<Tree?>? Any { get; set; }

    /// <summary>As itself.</summary>
    public Tree? Next { get; set; }

    /// <summary>As a tuple.</summary>
    public (Tree? Left, Tree? Right) Pair { get; set; }
}
