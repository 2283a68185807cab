using System.Diagnostics;
using Cluster.Memory;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>Writes records to a checkpoint on a thread of its own, so that nobody who commits a chunk waits for a disk.</summary>
/// <remarks>
/// <code>
///   Append, any thread → bytes that wait → after 10 ms, or 1 MiB → checksums → file → once a second, to the disk
/// </code>
/// Where the disk does not keep up, committing waits, once 16 MiB do. Of a file that cannot be written the user is told once, and then
/// nothing is written any more: the run goes on. The rows of a record are read when it is written, and must stay as they are until then.
/// </remarks>
internal sealed class RecordWriter : IDisposable
{
    // What is lost with a kill, and small beside what a run must take for anybody to want a checkpoint. A write for each of 10⁵ chunks
    // would cost more than the chunks.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(1);

    private const int Enough = 1 << 20;
    private const int Most = 16 << 20;

    private readonly object _gate = new();
    private readonly SafeFileHandle _file;
    private readonly uint _seed;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private RecordBatch _waiting = new();
    private RecordBatch _writing = new();
    private long _position;
    private long _written;
    private long _syncedAt;
    private bool _isWriting;
    private bool _ending;
    private bool _gaveUp;

    /// <param name="file">Stays the caller's.</param>
    /// <param name="position">Where the first record goes.</param>
    /// <param name="seed">What checksums go on from.</param>
    /// <param name="failed">Told once, on the writer's thread, why nothing is written any more.</param>
    internal RecordWriter(SafeFileHandle file, long position, uint seed, Action<Exception> failed)
    {
        (_file, _position, _seed, _failed, _syncedAt) = (file, position, seed, failed, Stopwatch.GetTimestamp());
        _thread = new Thread(Write) { IsBackground = true, Name = "checkpoint" };
        _thread.Start();
    }

    /// <summary>Records in the file.</summary>
    internal long Written => Volatile.Read(ref _written);

    /// <summary>Adds a record; any thread.</summary>
    /// <param name="stage">Of the run.</param>
    /// <param name="chunk">Index.</param>
    /// <param name="partial">Copied.</param>
    /// <param name="rows">Read later; empty for a job without an output array.</param>
    internal void Append(int stage, int chunk, ReadOnlySpan<byte> partial, MemoryRange rows)
    {
        lock (_gate)
        {
            while (_waiting.Length >= Most && !_gaveUp && !_ending) Monitor.Wait(_gate);
            if (_gaveUp || _ending) return;
            int before = _waiting.Length;
            _waiting.Add(new RecordHead(stage, chunk, partial.Length, rows.Length), partial, rows);
            // Of what comes in between the thread need not know.
            if (before == 0 || (before < Enough && _waiting.Length >= Enough)) Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until everything is in the file: before rows that it has not read yet are written to again.</summary>
    internal void Drain()
    {
        lock (_gate)
        {
            while ((_isWriting || _waiting.Length > 0) && !_gaveUp) Monitor.Wait(_gate);
        }
    }

    /// <summary>Writes what is left, and waits for that.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ending = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void Write()
    {
        try
        {
            while (TryTurn())
            {
                Write(_writing);
                if (Stopwatch.GetElapsedTime(_syncedAt) < SyncInterval) continue;
                RandomAccess.FlushToDisk(_file);
                _syncedAt = Stopwatch.GetTimestamp();
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            GiveUp(ex);
        }
    }

    // Takes what waits, and leaves the empty one of the two in its place. False at the end.
    private bool TryTurn()
    {
        lock (_gate)
        {
            _isWriting = false;
            Monitor.PulseAll(_gate);
            while (_waiting.Length == 0)
            {
                if (_ending) return false;
                Monitor.Wait(_gate);
            }

            long since = Stopwatch.GetTimestamp();
            while (!_ending && _waiting.Length < Enough && Stopwatch.GetElapsedTime(since) is var waited && waited < Delay)
                Monitor.Wait(_gate, (int)Math.Ceiling((Delay - waited).TotalMilliseconds));
            (_waiting, _writing) = (_writing, _waiting);
            _isWriting = true;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private void Write(RecordBatch batch)
    {
        batch.WriteTo(_seed, Enough, Put);
        Volatile.Write(ref _written, _written + batch.Count);
        batch.Clear();
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _position);
        _position += bytes.Length;
    }

    private void GiveUp(Exception why)
    {
        lock (_gate)
        {
            _gaveUp = true;
            _waiting.Clear();
            Monitor.PulseAll(_gate);
        }

        _failed(why);
    }
}
