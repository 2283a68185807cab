using Cluster.Memory;

namespace Cluster.Coordinator.Ranks;

/// <summary>Messages between the ranks of a run, each a process with workers of its own.</summary>
/// <remarks>
/// Any thread, one at a time: <see cref="RankChannel"/> sees to that. Messages of one rank to another arrive whole and in order; bulk, which goes straight into the
/// receiver's memory, in an order of its own. What waits calls <c>pause</c> between two looks; that may throw to give up, and then the communicator is of no more use.
/// </remarks>
internal interface ICommunicator : IDisposable
{
    /// <summary>This process: 0 … <see cref="Size"/> − 1.</summary>
    int Rank { get; }

    int Size { get; }

    /// <summary>Sends a message, and returns when its bytes may be changed.</summary>
    /// <param name="to">Another rank.</param>
    /// <param name="message">Up to 1 GiB.</param>
    /// <param name="pause">Called as long as the message has not left.</param>
    void Send(int to, byte[] message, Action pause);

    /// <summary>The next message that is there, from whichever rank; null if there is none.</summary>
    byte[]? TryReceive();

    /// <summary>Sends bytes of any number, which <paramref name="to"/> must receive by <see cref="ReceiveBulk"/>, as many.</summary>
    void SendBulk(int to, MemoryRange bytes, Action pause);

    /// <summary>Fills <paramref name="bytes"/> with what <paramref name="from"/> sends as bulk next.</summary>
    void ReceiveBulk(int from, MemoryRange bytes, Action pause);

    /// <summary>Waits until all ranks have come to their end. Nothing can be sent afterwards.</summary>
    void Finish();

    /// <summary>Ends all ranks from outside, for want of anything better. May not return.</summary>
    void Abort(int exitCode);
}
