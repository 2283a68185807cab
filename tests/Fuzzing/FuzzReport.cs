namespace Cluster.Fuzzing;

/// <summary>How a run went that found nothing.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Inputs">Tried.</param>
/// <param name="Elapsed">Altogether.</param>
/// <param name="Outcomes">How often each kind of outcome came, whatever its detail.</param>
/// <param name="Distinct">Outcomes that differ, details included.</param>
/// <param name="WorstAllocation">Bytes that one input made the target allocate.</param>
/// <param name="WorstInput">Length of that input.</param>
/// <param name="Slowest">Of one input.</param>
/// <param name="Seed">Of the run.</param>
internal sealed record FuzzReport(
    string Target, long Inputs, TimeSpan Elapsed, IReadOnlyDictionary<string, long> Outcomes, int Distinct, long WorstAllocation,
    int WorstInput,
    TimeSpan Slowest, int Seed);
