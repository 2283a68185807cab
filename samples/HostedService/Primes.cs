using Cluster;

namespace HostedService;

/// <summary>Primes by trial division: work enough for a worker.</summary>
internal static class Primes
{
    internal static long Count((int From, int To) range, WorkerContext context)
    {
        // What a worker writes becomes a line of the service's log, with the worker's number.
        if (range.From == 0) Console.WriteLine("counting from 0 on");
        long count = 0;
        for (int n = Math.Max(2, range.From); n < range.To; n++)
        {
            // Looking at the token is what lets a task end without its worker being killed.
            if (n % 1000 == 0) context.CancellationToken.ThrowIfCancellationRequested();
            if (IsPrime(n)) count++;
        }

        return count;
    }

    private static bool IsPrime(int n)
    {
        for (int divisor = 2; divisor * divisor <= n; divisor++)
            if (n % divisor == 0) return false;
        return true;
    }
}
