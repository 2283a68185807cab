using System.Diagnostics.CodeAnalysis;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Tasks.Residents;

namespace Cluster.Dispatch;

/// <summary>Sends calls to one worker, and before them what they need there.</summary>
/// <remarks>
/// Whatever thread finds room sends, one at a time, as long as the write cannot block: what the worker has not answered fits into the socket's buffers.
/// Anything larger is sent by a thread of this sender's own, since a link thread that blocked in a write could not read, and the worker at
/// the other end might be blocked in a write itself.
/// </remarks>
/// <param name="lane">To the worker.</param>
/// <param name="residents">The values that calls name by number.</param>
/// <param name="take">Takes the next call.</param>
internal sealed class CallSender(TaskLane lane, ResidentStore residents, CallSender.TakeNext take) : IDisposable
{
    // Held while calls are taken and sent, so that they arrive in the order of their numbers.
    private readonly Lock _sending = new();

    // What the worker knows and has; while sending.
    private readonly HashSet<int> _functions = [];
    private readonly HashSet<long> _residents = [];

    private SemaphoreSlim? _large;
    private volatile bool _hungry;
    private volatile bool _closed;

    /// <summary>Takes the next call for a lane.</summary>
    /// <param name="lane">That has room, or has not.</param>
    /// <param name="mayBlock">Whether it may be one that cannot be written without waiting for the worker to read.</param>
    /// <param name="call">To be sent.</param>
    /// <param name="large">Set if there is a call, but of that kind.</param>
    internal delegate bool TakeNext(TaskLane lane, bool mayBlock, [NotNullWhen(true)] out Call? call, out bool large);

    /// <summary>Sends calls while the lane has room. If somebody is at it, that one sends what came meanwhile, too, and this returns at once.</summary>
    internal void Feed() => Feed(mayBlock: false);

    /// <summary>While sending: bytes that the worker must have before a call, and has not.</summary>
    internal long BytesBefore(Call call)
    {
        long bytes = 0;
        foreach (long id in ResidentUse.Of(call.Scope)?.Ids ?? [])
            if (!_residents.Contains(id) && residents.TryGet(id, out ReadOnlyMemory<byte> value)) bytes += value.Length;
        return bytes;
    }

    public void Dispose()
    {
        _closed = true;
        Volatile.Read(ref _large)?.Release();
    }

    private void Feed(bool mayBlock)
    {
        _hungry = true;
        while (_hungry && _sending.TryEnter())
        {
            try
            {
                _hungry = false;
                SendAll(mayBlock);
            }
            catch (Exception ex) when (ex is IOException or ObjectDisposedException)
            {
                // The worker is gone; its link finds that out too and gives back what was under way.
            }
            finally
            {
                _sending.Exit();
                // Whoever did not get in has said before that there is more; it must be seen now that it is open.
                Interlocked.MemoryBarrier();
            }
        }
    }

    private void SendAll(bool mayBlock)
    {
        MessageChannel channel = lane.Link.Channel;
        bool large;
        while (take(lane, mayBlock, out Call? call, out large)) Send(channel, call);
        if (large) Background().Release();
        if (channel.UnflushedBytes > 0) channel.Flush();
    }

    private void Send(MessageChannel channel, Call call)
    {
        if (_functions.Add(call.Function.Id)) channel.Post(new DefineFunction(call.Function.Id, call.Function.Reference));
        foreach (long id in ResidentUse.Of(call.Scope)?.Ids ?? [])
            if (_residents.Add(id) && residents.TryGet(id, out ReadOnlyMemory<byte> value)) channel.Post(new PutResident(id, value));
        RunCall.Post(channel, call.Number, new RunCall(call.Function.Id, call.Count, call.Retried, call.Trace?.Encode(call)), call.Arguments);
    }

    // While sending.
    private SemaphoreSlim Background()
    {
        if (_large is not null) return _large;
        Volatile.Write(ref _large, new SemaphoreSlim(0));
        new Thread(SendLarge) { IsBackground = true, Name = $"sender {lane.Link.Id}" }.Start();
        return _large!;
    }

    private void SendLarge()
    {
        while (!_closed)
        {
            _large!.Wait();
            if (!_closed) Feed(mayBlock: true);
        }
    }
}
