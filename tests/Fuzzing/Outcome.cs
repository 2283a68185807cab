using Cluster.Faults;

namespace Cluster.Fuzzing;

/// <summary>What came of an input, so coarse that like inputs have like outcomes.</summary>
/// <remarks>
/// Where instrumentation is not to be had, a new outcome stands for new code that was reached: which exception, with which words. Numbers
/// and what is quoted do not count: they come from the input.
/// </remarks>
/// <param name="What">A value, or the name of an exception and its code.</param>
/// <param name="Detail">How large the value is, or the words of the message.</param>
internal readonly record struct Outcome(string What, int Detail)
{
    private const int MostCharacters = 120;

    private const string OfValues = "value";

    /// <summary>Whether the input was taken for a value.</summary>
    internal bool IsValue => What == OfValues;

    internal static Outcome Value(long size) => new(OfValues, Magnitude(size));

    internal static Outcome Named(string what, long size = 0) => new(what, Magnitude(size));

    internal static Outcome Of(Exception exception) => Of(exception, exception.Message);

    /// <param name="exception">Documented.</param>
    /// <param name="message">The part of its message that tells it from others.</param>
    internal static Outcome Of(Exception exception, string message) => new(
        exception is FaultException fault ? NameOf(fault.Code) : exception.GetType().Name, WordsOf(message));

    private static string NameOf(FaultCode code) => code switch
    {
        FaultCode.ProtocolViolation => nameof(FaultCode.ProtocolViolation),
        FaultCode.FrameTooLong => nameof(FaultCode.FrameTooLong),
        FaultCode.TruncatedFrame => nameof(FaultCode.TruncatedFrame),
        FaultCode.HandshakeRejected => nameof(FaultCode.HandshakeRejected),
        _ => code.ToString(),
    };

    private static int Magnitude(long size) => size <= 0 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size);

    // What is quoted is the input's, up to the last quote: there may be quotes in it. So are words with digits: numbers, and identifiers in
    // hexadecimal.
    private static int WordsOf(ReadOnlySpan<char> message)
    {
        int first = message.IndexOf('\'');
        int last = message.LastIndexOf('\'');
        uint hash = 2166136261;
        for (int at = 0; at < Math.Min(message.Length, last + MostCharacters);)
        {
            if (at == first) at = last + 1;
            int end = at;
            while (end < message.Length && end != first && char.IsAsciiLetterOrDigit(message[end])) end++;
            ReadOnlySpan<char> word = message[at..end];
            at = end == at ? at + 1 : end;
            if (word.ContainsAnyInRange('0', '9')) continue;
            foreach (char letter in word) hash = (hash ^ letter) * 16777619;
        }

        return (int)hash;
    }
}
