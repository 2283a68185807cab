using System.Collections.Concurrent;
using Cluster.Coordinator.Ranks;
using Cluster.Memory;

namespace Cluster.Tests.Ranks;

/// <summary>Ranks that are threads of this process.</summary>
internal sealed class InMemoryCommunicator : ICommunicator
{
    private readonly InMemoryCommunicator[] _all;
    private readonly ConcurrentQueue<byte[]> _messages = new();
    private readonly ConcurrentQueue<byte[]>[] _bulk;
    private readonly Barrier _end;

    private InMemoryCommunicator(InMemoryCommunicator[] all, int rank, Barrier end)
    {
        (_all, Rank, _end) = (all, rank, end);
        _bulk = [.. all.Select(static _ => new ConcurrentQueue<byte[]>())];
    }

    public int Rank { get; }

    public int Size => _all.Length;

    /// <summary>What somebody has aborted with; null if nobody has.</summary>
    internal int? Aborted { get; private set; }

    /// <summary>Messages to this rank are lost from now on, as if it were gone.</summary>
    internal bool IsDeaf { get; set; }

    internal static InMemoryCommunicator[] Create(int size)
    {
        var all = new InMemoryCommunicator[size];
        var end = new Barrier(size);
        for (int rank = 0; rank < size; rank++) all[rank] = new InMemoryCommunicator(all, rank, end);
        return all;
    }

    public void Send(int to, byte[] message, Action pause)
    {
        if (!_all[to].IsDeaf) _all[to]._messages.Enqueue([.. message]);
    }

    public byte[]? TryReceive() => _messages.TryDequeue(out byte[]? message) ? message : null;

    public void SendBulk(int to, MemoryRange bytes, Action pause) => _all[to]._bulk[Rank].Enqueue(bytes.Span(0, (int)bytes.Length).ToArray());

    public void ReceiveBulk(int from, MemoryRange bytes, Action pause)
    {
        byte[]? sent;
        while (!_bulk[from].TryDequeue(out sent)) pause();
        Assert.Equal(bytes.Length, sent.Length);
        sent.CopyTo(bytes.Span(0, sent.Length));
    }

    public void Finish() => _end.SignalAndWait(TestKit.TestTimeouts.Unexpected);

    public void Abort(int exitCode) => Aborted = exitCode;

    public void Dispose()
    {
    }
}
