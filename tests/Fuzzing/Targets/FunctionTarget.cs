using Cluster.Tasks.Functions;
using MessagePack;

namespace Cluster.Fuzzing.Targets;

/// <summary>The name of a function, as a worker reads it. It is not looked up: that would load what it names.</summary>
internal sealed class FunctionTarget : FuzzTarget
{
    public override string Name => "functions";

    internal override Outcome Try(byte[] input)
    {
        try
        {
            var reader = new MessagePackReader(input);
            FunctionReference reference = FunctionReference.Read(ref reader);
            _ = reference.GetHashCode();
            return Outcome.Value(1L << (reference.Modules.Count + reference.Arguments.Count));
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            return Outcome.Of(ex);
        }
    }
}
