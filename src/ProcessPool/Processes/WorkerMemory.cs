using System.Globalization;

namespace Cluster.Processes;

/// <summary>How much memory a worker has for itself.</summary>
internal static class WorkerMemory
{
    /// <summary>Resident bytes that are not mapped from files or segments; 0 where that is not known.</summary>
    /// <param name="processId">Of the worker.</param>
    /// <remarks>Source: proc(5), <c>statm</c>: size, resident, shared, in pages.</remarks>
    internal static long Of(int processId)
    {
        try
        {
            string[] fields = File.ReadAllText($"/proc/{processId}/statm").Split(' ');
            return (long.Parse(fields[1], CultureInfo.InvariantCulture) - long.Parse(fields[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return 0;
        }
    }
}
