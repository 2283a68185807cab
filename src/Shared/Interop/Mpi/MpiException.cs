namespace Cluster.Interop.Mpi;

/// <summary>A call of the MPI library failed, or the library is not there.</summary>
/// <param name="call">As the standard names it; what was looked for, where there is no library.</param>
/// <param name="why">MPI's own text, or the loader's.</param>
internal sealed class MpiException(string call, string why) : Exception($"{call}: {why}");
