namespace Cluster.Fuzzing;

/// <summary>An input that shows a bug, with all that is needed to try it again.</summary>
/// <param name="target">Name of the target.</param>
/// <param name="what">What went wrong.</param>
/// <param name="input">The input.</param>
/// <param name="seed">Of the run.</param>
/// <param name="index">Which of its inputs.</param>
/// <param name="cause">The exception that should not have been; null for none.</param>
internal sealed class FuzzFailure(string target, string what, byte[] input, int seed, long index, Exception? cause = null)
    : Exception($"{target}: {what}\nseed {seed}, input {index:N0}, {input.Length:N0} bytes\ninput: {Convert.ToHexStringLower(input)}",
        cause)
{
    /// <summary>The input.</summary>
    public IReadOnlyList<byte> Input => input;
}
