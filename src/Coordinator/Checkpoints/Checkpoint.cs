using Cluster.Coordinator.Files;
using Cluster.Coordinator.Reduction;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>The partials of a run: given back to the reduction as far as an earlier run had come, and kept as this one goes on.</summary>
/// <remarks>
/// <code>
///   stage 0 … stage k      Restore: records → reduction, stage by stage, as if they had just been computed
///   stage k, the rest      Committed: reduction → records, behind those
/// </code>
/// Of one run with one repetition. <see cref="Restore"/> and the end are for the thread that runs the stages; any thread commits.
/// </remarks>
internal sealed class Checkpoint : ICommitLog, IDisposable
{
    private const string Misplaced = "is not of a chunk that was to be computed next";

    private readonly CheckpointFile _file;
    private readonly ChunkPlan _plan;
    private readonly Func<int, MemoryRange>? _rows;
    private readonly Action<string> _warn;
    private RecordReader? _reader;
    private RecordWriter? _writer;
    private int _stage = -1;
    private long _resumed;

    /// <param name="file">Begun; stays the caller's, and must outlive this.</param>
    /// <param name="plan">Of the job.</param>
    /// <param name="rows">Where a chunk writes its rows of the output; null for a job without.</param>
    /// <param name="warn">Gets a line for the user, from any thread.</param>
    internal Checkpoint(CheckpointFile file, ChunkPlan plan, Func<int, MemoryRange>? rows, Action<string> warn)
    {
        (_file, _plan, _rows, _warn) = (file, plan, rows, warn);
        _reader = new RecordReader(file.Handle, file.RecordsFrom, file.Seed);
    }

    /// <summary>What it has been to the run so far.</summary>
    internal CheckpointUse Use => new(_file.Path, _resumed, (_stage + 1L) * _plan.Count);

    /// <summary>Chunks in the file that the run has come across; all of them, once it has ended.</summary>
    internal long Kept => _resumed + (_writer?.Written ?? 0);

    /// <summary>As messages name it.</summary>
    internal string Path => _file.Path;

    /// <summary>Begins a stage with what is known of it, rows of the output included.</summary>
    /// <param name="stage">One after the other, from 0 on.</param>
    /// <param name="reduction">Of the run; lacks all chunks of the stage.</param>
    /// <param name="cancellationToken">Ends the reading between two records.</param>
    /// <returns>Chunks that need not be computed.</returns>
    internal int Restore(int stage, OrderedReduction reduction, CancellationToken cancellationToken)
    {
        _stage = stage;
        // The stage may write over rows of the one before.
        if (_rows is not null) _writer?.Drain();
        if (_reader is not { } reader) return 0;
        int restored = 0;
        for (; reader.Peek() is { } head && head.Stage == stage; restored++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryRestore(reader, head, reduction)) break;
            _resumed++;
        }

        if (reader.Peek() is { } next && (reduction.Missing > 0 || next.Stage != stage + 1)) reader.Refuse(Misplaced);
        if (reader.Peek() is null) EndReading(reader);
        return restored;
    }

    public void Committed(int chunk, ReadOnlySpan<byte> partial) => _writer?.Append(_stage, chunk, partial, RowsOf(chunk));

    /// <summary>The run is done and its result is where it belongs: nobody needs the file any more.</summary>
    internal void Complete()
    {
        Dispose();
        if (!_file.Remove()) _warn($"{_file.Path}: cannot be deleted, and is not needed any more");
    }

    /// <summary>Waits until what was committed is in the file.</summary>
    public void Dispose() => _writer?.Dispose();

    private bool TryRestore(RecordReader reader, RecordHead head, OrderedReduction reduction)
    {
        if (head.Chunk >= _plan.Count || reduction.Has(head.Chunk)) return reader.Refuse(Misplaced);
        MemoryRange rows = RowsOf(head.Chunk);
        if (head.RowsLength != rows.Length) return reader.Refuse("has not as many rows as its chunk");
        if (!reader.TryTake(rows, out ReadOnlySpan<byte> partial)) return false;
        reduction.Restore(head.Chunk, partial);
        return true;
    }

    private MemoryRange RowsOf(int chunk) => _rows?.Invoke(chunk) ?? default;

    // A record that a killed run was writing goes without a word; damage does not.
    private void EndReading(RecordReader reader)
    {
        if (reader.Problem is { } problem) _warn($"{_file.Path}: {problem}; that chunk and what follows it are computed again");
        _reader = null;
        try
        {
            _file.Cut(reader.Position);
            _writer = new RecordWriter(_file.Handle, reader.Position, _file.Seed, Warn);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            Warn(ex);
        }
    }

    private void Warn(Exception why)
    {
        string what = why is IOException && DiskSpace.IsLack(why) ? "disk full" : why.Message.TrimEnd('.');
        _warn($"{_file.Path}: cannot be written any more: {what}; the run goes on without, and what it has is kept");
    }
}
