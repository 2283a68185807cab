using System.ComponentModel.DataAnnotations;

namespace Cluster;

/// <summary>How a function is mapped over a source.</summary>
public sealed record MapOptions : TaskOptions
{
    /// <summary>Whether results come in the order of their inputs; otherwise as they are ready. Default true.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>Tasks in one message to a worker; <see langword="null"/>, the default, chooses by what tasks take. Never changes results.</summary>
    [Range(1, 1 << 20)]
    public int? BatchSize { get; init; }

    /// <summary>
    /// How many inputs may be taken from the source beyond the results that were consumed. Default 16,384; at least a batch for every worker
    /// is always under way.
    /// </summary>
    [Range(1, 1 << 24)]
    public int MaxBuffered { get; init; } = 16_384;

    /// <summary>How many bytes arguments and results of those may hold together. Default 64 MiB. One batch is always under way.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBufferedBytes { get; init; } = 64 << 20;

    /// <summary>Hears of every batch of tasks that has ended, as <see cref="TaskOptions.TaskProgress"/> does; <see langword="null"/> for nobody.</summary>
    public IProgress<PoolProgress>? Progress { get; init; }
}
