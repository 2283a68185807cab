using System.Runtime.InteropServices;

namespace Cluster.Workloads.Kernels;

/// <summary>Where a thread packs panels and keeps sums: made once per thread, freed when the thread is gone.</summary>
/// <remarks>
/// Begins at the boundary of a cache line, where the garbage-collected heap would not put it, so that no load straddles two. What the parts
/// hold is whatever was last left there.
/// </remarks>
internal sealed unsafe class PanelMemory
{
    /// <summary>Rows that are packed at a time.</summary>
    public const int BlockRows = 512;

    /// <summary>Columns that are packed at a time.</summary>
    public const int GroupColumns = 8 * Panels.Columns;

    /// <summary>Elements of each row and column that are packed at a time.</summary>
    public const int Depth = 256;

    private const nuint Alignment = 64;
    private const nuint Elements = (BlockRows * Depth) + (GroupColumns * Depth) + (BlockRows * RowSums.Lanes) + (Panels.Rows * Panels.Columns);
    private const nuint Bytes = Elements * sizeof(double);

    [ThreadStatic]
    private static PanelMemory? _ofThread;

    private PanelMemory()
    {
        RowPanels = (double*)NativeMemory.AlignedAlloc(Bytes, Alignment);
        // A thread that is gone leaves this to a collection. 30,000 threads, two at a time, took 510 MiB before the collector knew of it, 62 MiB since.
        GC.AddMemoryPressure((long)Bytes);
        ColumnPanels = RowPanels + (BlockRows * Depth);
        Lanes = ColumnPanels + (GroupColumns * Depth);
        Tile = Lanes + (BlockRows * RowSums.Lanes);
    }

    ~PanelMemory()
    {
        NativeMemory.AlignedFree(RowPanels);
        GC.RemoveMemoryPressure((long)Bytes);
    }

    /// <summary>The calling thread's.</summary>
    public static PanelMemory OfThread => _ofThread ??= new PanelMemory();

    /// <summary>A block of rows.</summary>
    public double* RowPanels { get; }

    /// <summary>A group of columns.</summary>
    public double* ColumnPanels { get; }

    /// <summary>The running sums of a block's rows.</summary>
    public double* Lanes { get; }

    /// <summary>Eight rows by 24 columns of values.</summary>
    public double* Tile { get; }
}
