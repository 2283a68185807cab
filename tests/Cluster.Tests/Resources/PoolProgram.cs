using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cluster.Tests.Resources;

/// <summary>A program that uses the library: this very one again, which looks at a variable of its environment before anything else.</summary>
/// <remarks>Its tasks write to a shared array, one of them ends its worker, and a worker that came later reads. It writes one line.</remarks>
internal static class PoolProgram
{
    internal const string Variable = "CLUSTER_TEST_POOL";

    /// <summary>Runs it behind another program, with so many workers.</summary>
    /// <param name="behind">The other program and its arguments.</param>
    /// <param name="workers">Of its pool.</param>
    /// <param name="task">How one of its workers ends: <c>die</c>, or <c>fill</c> for one that takes memory until it is ended.</param>
    internal static Task<(int ExitCode, string Output, string Error)> RunAsync(string[] behind, int workers, string task = "die") =>
        Confined.RunAsync(behind[0], [.. behind[1..], "dotnet", "exec", typeof(PoolProgram).Assembly.Location], role: $"{workers} {task}");

#pragma warning disable CA2255 // Not a library: this is how the program becomes the other one before the test framework starts.
    [ModuleInitializer]
    internal static void BecomeTheOther()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } role) return;
        // Workers load this assembly, too, and are to stay workers.
        Environment.SetEnvironmentVariable(Variable, null);
        string[] words = role.Split(' ');
        Environment.Exit(Run(int.Parse(words[0], CultureInfo.InvariantCulture), words[1]));
    }

    internal static void Set(SharedArray<int> array, int index) => array[index] = index + 1;

    internal static int Sum(SharedArray<int> array) => array[0] + array[1] + array[2];

    internal static void Die() => Environment.Exit(3);

    // Not the collector's memory, which has a limit of its own.
    internal static void Fill()
    {
        for (int i = 0; i < 4096; i++) Marshal.Copy(new byte[1 << 20], 0, Marshal.AllocHGlobal(1 << 20), 1 << 20);
    }

    // On this thread alone: any other would wait in this assembly until its initializer, which this is called by, has ended.
    private static int Run(int workers, string task)
    {
        try
        {
            ProcessPool pool = ProcessPool.StartAsync(new ProcessPoolOptions { Workers = workers }).GetAwaiter().GetResult();
            SharedArray<int> array = pool.CreateShared<int>(3);
            for (int i = 0; i < 3; i++) pool.Submit(Set, array, i).GetAwaiter().GetResult();
            WorkerLostException lost = Assert.Throws<WorkerLostException>(() => (task == "fill" ? pool.Submit(Fill) : pool.Submit(Die)).GetAwaiter().GetResult());
            if (task == "fill") Console.WriteLine(lost.Message);
            Console.WriteLine($"{pool.Workers} workers, sum {pool.Submit(Sum, array).GetAwaiter().GetResult()}");
            array.Dispose();
            pool.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return 0;
        }
        catch (Exception ex) when (ex is PoolBrokenException or IOException)
        {
            Console.WriteLine($"{ex.GetType().Name}: {ex.Message}");
            return 5;
        }
    }
}
