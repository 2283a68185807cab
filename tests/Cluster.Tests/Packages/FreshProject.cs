namespace Cluster.Tests.Packages;

/// <summary>The least that a user writes who begins with the library's package.</summary>
internal static class FreshProject
{
    /// <summary>Not the assembly of anybody else, although a worker is called so.</summary>
    internal const string Name = "worker";

    /// <summary>What <see cref="Program"/> writes, line by line.</summary>
    /// <remarks>Workers have one heap and no thread for it, whatever the project says of the program.</remarks>
    internal static readonly string[] Lines =
    [
        "a lambda: 3",
        "a record: 3 apples, 4.5",
        "in another process: True",
        "server collection: True, in workers: False Batch",
        "a crash: WorkerLostException, SIGABRT",
        "a hundred more: 328350",
    ];

    /// <param name="version">Of the library's package.</param>
    internal static string Project(string version) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <ServerGarbageCollection>true</ServerGarbageCollection>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Cluster.ProcessPool" Version="{version}" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>The program's one file.</summary>
    internal const string Program = """
        using System.Runtime;
        using Cluster;

        if (ProcessPool.RunWorkerIfAsked(args) is { } exitCode) return exitCode;
        await using var pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 });

        Console.WriteLine($"a lambda: {await pool.Submit(static (int a, int b) => a + b, 1, 2)}");
        Console.WriteLine($"a record: {await pool.Submit(Shop.Total, new Order("apples", 3, [1.5, 1.5, 1.5]))}");
        Console.WriteLine($"in another process: {await pool.Submit(static () => Environment.ProcessId) != Environment.ProcessId}");
        string collector = await pool.Submit(static () => $"{GCSettings.IsServerGC} {GCSettings.LatencyMode}");
        Console.WriteLine($"server collection: {GCSettings.IsServerGC}, in workers: {collector}");
        try
        {
            await pool.Submit(Shop.Crash);
        }
        catch (WorkerLostException ex)
        {
            Console.WriteLine($"a crash: {ex.GetType().Name}, {(ex.Message.Contains("SIGABRT") ? "SIGABRT" : ex.Message)}");
        }

        long sum = 0;
        await foreach (long square in pool.MapAsync(static (int x) => (long)x * x, Enumerable.Range(0, 100))) sum += square;
        Console.WriteLine($"a hundred more: {sum}");
        return 0;

        public sealed record Order(string What, int Count, double[] Prices);

        public static class Shop
        {
            public static string Total(Order order) => FormattableString.Invariant($"{order.Count} {order.What}, {order.Prices.Sum()}");

            public static int Crash()
            {
                Environment.FailFast("on purpose");
                return 0;
            }
        }
        """;
}
