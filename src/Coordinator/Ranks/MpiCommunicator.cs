using System.Runtime.InteropServices;
using Cluster.Interop.Mpi;
using Cluster.Memory;

namespace Cluster.Coordinator.Ranks;

/// <summary>The ranks that <c>mpirun</c> started. Bulk beyond 1 GiB goes in parts, which MPI keeps in order.</summary>
internal sealed class MpiCommunicator(MpiWorld world) : ICommunicator
{
    private const int MessageTag = 1;
    private const int BulkTag = 2;

    public int Rank => world.Rank;

    public int Size => world.Size;

    public void Send(int to, byte[] message, Action pause)
    {
        GCHandle pinned = GCHandle.Alloc(message, GCHandleType.Pinned);
        // Not freed when the wait was given up: MPI may still read there.
        Complete(world.BeginSend(to, MessageTag, pinned.AddrOfPinnedObject(), message.Length), pause);
        pinned.Free();
    }

    public byte[]? TryReceive() => world.TryReceive(MessageTag);

    public void SendBulk(int to, MemoryRange bytes, Action pause)
    {
        foreach (MemoryRange part in Parts(bytes)) Complete(world.BeginSend(to, BulkTag, part.Address, part.Length), pause);
    }

    public void ReceiveBulk(int from, MemoryRange bytes, Action pause)
    {
        foreach (MemoryRange part in Parts(bytes)) Complete(world.BeginReceive(from, BulkTag, part.Address, part.Length), pause);
    }

    public void Finish() => world.Finish();

    public void Abort(int exitCode) => world.Abort(exitCode);

    public void Dispose()
    {
        // MPI ends with Finish, or with the process.
    }

    internal static IEnumerable<MemoryRange> Parts(MemoryRange bytes, long most = MpiWorld.MostBytes)
    {
        for (long offset = 0; offset < bytes.Length; offset += most)
            yield return new MemoryRange(bytes.Address + (nint)offset, Math.Min(most, bytes.Length - offset));
    }

    private void Complete(nint request, Action pause)
    {
        while (!world.IsDone(ref request))
        {
            try
            {
                pause();
            }
            catch
            {
                world.GiveUp(request);
                throw;
            }
        }
    }
}
