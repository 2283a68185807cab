using Cluster.Faults;

namespace Cluster.Fuzzing;

/// <summary>What came of an input, so coarse that like inputs have like outcomes.</summary>
/// <remarks>
/// Where instrumentation is not to be had, a new outcome stands for new code that was reached: which exception, with which words. Numbers and what is
/// quoted do not count: they come from the input.
/// </remarks>
/// <param name="What">A value, or the name of an exception and its code.</param>
/// <param name="Detail">How large the value is, or the words of the message.</param>
internal readonly record struct Outcome(string What, int Detail)
{
    private const int MostCharacters = 120;

    internal static Outcome Value(long size) => new("value", Magnitude(size));

    internal static Outcome Named(string what, long size = 0) => new(what, Magnitude(size));

    internal static Outcome Of(Exception exception) => new(
        exception is FaultException fault ? NameOf(fault.Code) : exception.GetType().Name, WordsOf(exception.Message));

    private static string NameOf(FaultCode code) => code switch
    {
        FaultCode.ProtocolViolation => nameof(FaultCode.ProtocolViolation),
        FaultCode.FrameTooLong => nameof(FaultCode.FrameTooLong),
        FaultCode.TruncatedFrame => nameof(FaultCode.TruncatedFrame),
        FaultCode.HandshakeRejected => nameof(FaultCode.HandshakeRejected),
        _ => code.ToString(),
    };

    private static int Magnitude(long size) => size <= 0 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size);

    private static int WordsOf(string message)
    {
        uint hash = 2166136261;
        bool quoted = false;
        foreach (char character in message.AsSpan(0, Math.Min(message.Length, MostCharacters)))
        {
            if (character == '\'') quoted = !quoted;
            if (!quoted && char.IsAsciiLetter(character)) hash = (hash ^ character) * 16777619;
        }

        return (int)hash;
    }
}
