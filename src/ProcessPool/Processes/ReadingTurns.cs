using System.Runtime.ExceptionServices;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Transport;

namespace Cluster.Processes;

/// <summary>
/// Who reads what a worker sends: the link's thread, or in its place, while that one sleeps, somebody who waits for an answer.
/// </summary>
/// <remarks>
/// <code>
///   link's thread:   [ read all, park ] → sleep → [ read all, park ] → sleep …
///   who waits:                              [ relieve → look, read all … → park ]          [ … ]: holds the role
/// </code>
/// Whoever holds the role is the reader, to the channel and to the sink. The link's thread alone waits and hears of the end. A thread that
/// waits for an answer of some microseconds would have to be woken by it otherwise, and the link's thread before it, which takes longer
/// than the answer.
/// </remarks>
/// <param name="link">To the worker.</param>
/// <param name="channel">The same; over a stream that parks.</param>
/// <param name="sink">Takes what the worker sends.</param>
internal sealed class ReadingTurns(WorkerLink link, MessageChannel channel, IFrameSink sink)
{
    private readonly Lock _role = new();
    private readonly IParkingStream _stream = channel.Connection.Parking!;
    private ExceptionDispatchInfo? _failure;
    private bool _isOver;

    /// <summary>Reads until the worker closes the connection. The link's thread.</summary>
    internal void Run()
    {
        try
        {
            while (ReadAndPark(out bool mustSleep))
            {
                if (mustSleep) _stream.Sleep();
                else _ = _stream.Look(relieves: false);
            }
        }
        finally
        {
            // What comes now, the account of the end, is for the link's thread alone.
            lock (_role) _isOver = true;
        }
    }

    /// <summary>
    /// Reads in the place of the link's thread, if that sleeps: until something has happened, or for as long as it seems worth it.
    /// </summary>
    /// <param name="until">What the caller waits for.</param>
    internal void Help(Task until)
    {
        // What the sink tells of may be the caller's own doing, in the middle of a turn.
        if (_role.IsHeldByCurrentThread || !_role.TryEnter()) return;
        try
        {
            if (_isOver || !_stream.TryRelieve()) return;
            while (!until.IsCompleted && _stream.Look(relieves: true) && ReadAll())
            {
            }

            // As it was found. What has come since its last look is read first: the sleeper would not be woken for it.
            while (!_stream.TryPark() && !_stream.HasEnded) ReadAll();
        }
        catch (Exception ex)
        {
            // The link's thread, which sleeps, deals with that: it wakes up because there is no connection any more.
            _failure ??= ExceptionDispatchInfo.Capture(ex);
            channel.Dispose();
        }
        finally
        {
            _role.Exit();
        }
    }

    // False at the end. Once without sleeping after something was read: more may be about to come.
    private bool ReadAndPark(out bool mustSleep)
    {
        lock (_role)
        {
            mustSleep = false;
            _failure?.Throw();
            if (ReadAll()) return true;
            if (channel.HasEnded) return channel.Receive(out _);
            mustSleep = _stream.TryPark();
            return true;
        }
    }

    // Whether there was anything.
    private bool ReadAll()
    {
        bool any = false;
        while (channel.TryReceiveHere(out Frame frame))
        {
            any = true;
            do sink.Receive(link, frame);
            while (channel.TryReceive(out frame));
            sink.Drained(link);
        }

        return any;
    }
}
