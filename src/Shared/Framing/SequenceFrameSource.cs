using System.Buffers;
using System.IO.Pipelines;
using Cluster.Transport;

namespace Cluster.Framing;

/// <summary>Frames of any reader.</summary>
internal sealed class SequenceFrameSource(PipeReader input) : FrameSource
{
    private ReadOnlySequence<byte> _rest;
    private bool _reading;
    private bool _ended;

    internal override bool HasEnded => _reading && _ended;

    internal override bool IsInsideFrame => _reading && !_rest.IsEmpty;

    internal override bool TryTake(FrameLimits limits, ushort bulkFlag, out Frame frame)
    {
        if (!_reading)
        {
            if (!input.TryRead(out ReadResult read))
            {
                frame = default;
                return false;
            }

            Begin(read);
        }

        return FrameReader.TryRead(ref _rest, limits, bulkFlag, out frame);
    }

    internal override bool HasNewPart() => IsInsideFrame;

    internal override void Read()
    {
        // Whatever is left is an incomplete frame, and all of it has been looked at.
        if (_reading) input.AdvanceTo(_rest.Start, _rest.End);
        _reading = false;
        Begin(input.Read());
    }

    internal override bool TryReadHere() => throw new NotSupportedException("this connection has no stream that can be asked without waiting");

    internal override void ReadExactly(Span<byte> destination)
    {
        // Only the header was looked at: the body, and whatever follows it, may be in the buffer already.
        if (_reading) input.AdvanceTo(_rest.Start);
        _reading = false;
        input.ReadExactly(destination);
    }

    private void Begin(in ReadResult read) => (_rest, _ended, _reading) = (read.Buffer, read.IsCompleted, true);
}
