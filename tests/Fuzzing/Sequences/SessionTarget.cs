using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Fuzzing.Targets;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Worker.Execution;
using Cluster.Worker.Session;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A coordinator that says what it likes, to a worker's session.</summary>
/// <remarks>
/// What may be said is served, and each chunk and each task answered once; whatever may not ends the session with a fault, which is how the
/// worker's process ends in order. The first byte of an input is the size of the pieces in which it is said.
/// </remarks>
internal sealed class SessionTarget : FuzzTarget
{
    private readonly SharedSegment _notes = SharedSegment.Create("fuzz", 4 * StatusSlot.Size, Path.GetTempPath());

    private readonly SharedSegment _board = SharedSegment.Create("fuzz", CoordinatorScript.Board.Length, Path.GetTempPath());

    public override string Name => "session";

    public override FuzzKind Kind => FuzzKind.Sequence;

    internal override Grammar Grammar => Grammar.Bytes;

    internal override int MaxLength => 200;

    // Jobs, functions and buffers of a session that begins anew; a recorder of slices has 128 KiB.
    internal override long AllocationLimit(byte[] input) => 8 << 20;

    internal override Outcome Try(byte[] input)
    {
        var choices = new Choices(input);
        int piece = 1 + choices.Next(255);
        var script = new CoordinatorScript(_notes.Handle, _board.Handle);
        bool violates = choices.Next(2) == 1;
        for (int left = choices.Next(20); left > 0 && !choices.IsOver; left--) script.Say(choices);
        if (violates) script.Violate(choices);
        else if (choices.Next(2) == 0) script.Dismiss();

        using var said = new MemoryStream();
        MessageChannel channel = Wire.Channel(script.Bytes, piece, said);
        channel.Limits = FrameLimits.Session;
        string ending;
        try
        {
            using (channel) ending = $"exit code {new CoordinatorSession(channel, 0, new WorkerStatus()).Serve()}";
            if (violates) throw Hostile.Taken(script.Bytes.Span, null);
            if (CountAnswers(said.ToArray()) is var answers && answers != script.Answers)
                throw new InvalidOperationException($"{answers} answers for {script.Answers}");
        }
        catch (FaultException ex) when (violates && Hostile.IsRefusal(ex))
        {
            ending = ex.Code.ToString();
        }

        return Outcome.Named(ending, script.Answers);
    }

    public override void Dispose()
    {
        _notes.Dispose();
        _board.Dispose();
        base.Dispose();
    }

    private static int CountAnswers(byte[] said)
    {
        int answers = 0;
        var rest = new ReadOnlySequence<byte>(said);
        while (FrameReader.TryRead(ref rest, FrameLimits.Session, FrameFlags.Bulk, out Frame frame))
        {
            switch ((MessageKind)frame.Header.Kind)
            {
                case MessageKind.Partial: answers++; break;
                case MessageKind.CallResult: answers += CallResult.Read(frame, out _).Count; break;
                case MessageKind.PhaseReport or MessageKind.Slices or MessageKind.RingsAttached: break;
                default: throw new InvalidOperationException($"a worker said a message of kind {frame.Header.Kind}");
            }
        }

        return rest.IsEmpty ? answers : throw new InvalidOperationException("the worker left half a frame");
    }
}
