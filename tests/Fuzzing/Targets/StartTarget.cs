using Cluster.Protocol;

namespace Cluster.Fuzzing.Targets;

/// <summary>What a worker reads from its standard input: the record at its start, then signals.</summary>
internal sealed class StartTarget : FuzzTarget
{
    public override string Name => "start";

    internal override Grammar Grammar => Grammar.Bytes;

    internal override int MaxLength => 8192;

    internal override Outcome Try(byte[] input)
    {
        int position = 0;
        WorkerStart? start = WorkerStart.Decode(memory =>
        {
            if (memory.Length > input.Length - position) return false;
            input.AsMemory(position, memory.Length).CopyTo(memory);
            position += memory.Length;
            return true;
        });
        if (start is null) return Outcome.Named("none");
        int signals = 0;
        for (; input.Length - position >= ControlSignal.Size; position += ControlSignal.Size, signals++)
            if (ControlSignal.Decode(input.AsSpan(position, ControlSignal.Size)) is null) return Outcome.Named("no signal", signals);
        return Outcome.Value(1 + signals);
    }
}
