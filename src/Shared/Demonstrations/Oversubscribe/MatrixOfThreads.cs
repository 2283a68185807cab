using System.Runtime.CompilerServices;
using Cluster.Numerics;

namespace Cluster.Demonstrations.Oversubscribe;

/// <summary>Distances of points, filled by threads that are started for the purpose.</summary>
/// <remarks>
/// Each cell is written by one thread. A thread that was started has ended when a method returns, also when it throws because the system
/// refused another.
/// </remarks>
/// <param name="points">Stays mapped until the matrix is filled.</param>
/// <param name="size">How many points there are.</param>
internal sealed class MatrixOfThreads(ArrayView points, int size)
{
    // Nothing is called that needs more; a process may have little room for stacks.
    private const int StackSize = 128 << 10;

    private readonly double[] _cells = new double[(long)size * size];

    /// <summary>In the order of the cells, whoever filled them.</summary>
    public double Sum() => _cells.Sum();

    /// <summary>
    /// So many threads, this one among them, share each row and meet at its end. Returns how many were started.
    /// </summary>
    public int FillByTeam(int members)
    {
        using var meeting = new Barrier(members);
        using var start = new ManualResetEventSlim(members == 1);
        bool complete = members == 1;
        void Work(int member)
        {
            // A team that is not complete would wait for its missing members for ever.
            start.Wait();
            if (!complete) return;
            (int first, int end) = (size * member / members, size * (member + 1) / members);
            for (int row = 0; row < size; row++)
            {
                FillRow(row, first, end);
                if (members > 1) meeting.SignalAndWait();
            }
        }

        var others = new List<Thread>();
        try
        {
            for (int member = 1; member < members; member++)
            {
                int own = member;
                others.Add(Start(() => Work(own)));
            }

            complete = true;
            start.Set();
            Work(0);
        }
        finally
        {
            start.Set();
            foreach (Thread other in others) other.Join();
        }

        return others.Count;
    }

    /// <summary>A thread for every row, so many at a time. Returns how many were started.</summary>
    public int FillByRow(int atATime) => FillInBlocks(size, atATime, row => FillRow(row, 0, size));

    /// <summary>A thread for every cell, so many at a time. Returns how many were started.</summary>
    public int FillByCell(int atATime) => FillInBlocks(size * size, atATime, cell => FillRow(cell / size, cell % size, (cell % size) + 1));

    private static int FillInBlocks(int count, int atATime, Action<int> fill)
    {
        var alive = new List<Thread>(atATime);
        for (int first = 0; first < count; first += atATime)
        {
            try
            {
                for (int i = first; i < Math.Min(count, first + atATime); i++)
                {
                    int one = i;
                    alive.Add(Start(() => fill(one)));
                }
            }
            finally
            {
                foreach (Thread thread in alive) thread.Join();
                alive.Clear();
            }
        }

        return count;
    }

    private static Thread Start(ThreadStart work)
    {
        var thread = new Thread(work, StackSize) { IsBackground = true };
        thread.Start();
        return thread;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRow(int row, int first, int end)
    {
        ReadOnlySpan<double> a = points.Slice<double>(row);
        for (int column = first; column < end; column++)
        {
            ReadOnlySpan<double> b = points.Slice<double>(column);
            double sum = 0;
            for (int k = 0; k < a.Length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
            _cells[(row * size) + column] = Math.Sqrt(sum);
        }
    }
}
