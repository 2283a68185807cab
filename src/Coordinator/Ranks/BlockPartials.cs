using Cluster.Coordinator.Reduction;

namespace Cluster.Coordinator.Ranks;

/// <summary>The chunks of a stage that one rank computes: for its executor, all others are there already.</summary>
/// <param name="chunks">Of the block, in order.</param>
/// <param name="all">Chunks of the stage.</param>
/// <param name="target">Gets the partials.</param>
/// <param name="takesEarly">Whether it wants them as soon as they are there.</param>
internal sealed class BlockPartials(int[] chunks, int all, ICommitLog target, bool takesEarly) : IPartials
{
    private readonly Lock _gate = new();
    private readonly bool[] _done = new bool[chunks.Length];
    private int _missing = chunks.Length;

    public int Missing => Volatile.Read(ref _missing);

    public bool TakesEarly => takesEarly;

    public int[]? MissingChunks()
    {
        lock (_gate)
        {
            if (_missing == all) return null;
            return _missing == chunks.Length ? chunks : [.. chunks.Where((_, position) => !_done[position])];
        }
    }

    public bool Has(int chunk)
    {
        int position = Array.BinarySearch(chunks, chunk);
        return position < 0 || Volatile.Read(ref _done[position]);
    }

    public void Commit(int chunk, ReadOnlySpan<byte> partial)
    {
        int position = Array.BinarySearch(chunks, chunk);
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(chunk));
        lock (_gate)
        {
            if (_done[position]) throw new ArgumentOutOfRangeException(nameof(chunk), chunk, "was added before");
            target.Committed(chunk, partial);
            _done[position] = true;
            _missing--;
        }
    }
}
