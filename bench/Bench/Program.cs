using Cluster.Bench;
using Cluster.Bench.Rings;

// How good advice is: scripts/bench.sh advice [job …]
if (args is ["advice", ..])
{
    await AdviceGrid.RunAsync(args[1..]);
    return 0;
}

// What a cluster is predicted to bring: scripts/bench.sh scaling [job …]
if (args is ["scaling", ..])
{
    await ScalingGrid.RunAsync(args[1..]);
    return 0;
}

// For a driver that compares libraries.
if (args is ["serve", "tasks", var form, var task]) return await ServedTasks.RunAsync(form, task);

// Figures that the design rests on, each as a ratio of two sides measured in turns. scripts/bench.sh runs all of them.
string[] names = args.Length > 0 ? args : ["threads", "spawn", "column-sums", "jobs", "trace", "tasks", "task-channels", "task-memory"];
foreach (string name in names)
{
    switch (name)
    {
        case "threads": await ThreadsAgainstParallelFor.RunAsync(); break;
        case "spawn": await PoolAgainstBareProcesses.RunAsync(); break;
        case "column-sums": await SharedAgainstThreads.RunAsync(); break;
        case "jobs": await EveryJob.RunAsync(); break;
        case "tasks": await PoolTasks.RunAsync(); break;
        case "task-channels": await PoolChannels.RunAsync(); break;
        case "task-memory": await PoolMemory.RunAsync(); break;
        case "trace": await TraceCost.RunAsync(); break;
        case not null when await RingBench.TryRunAsync(name): break;
        default: Console.Error.WriteLine($"error: {name}: is not a benchmark (choose threads, spawn, column-sums, jobs, trace, tasks, task-channels, task-memory, ring, or advice or scaling alone)"); return 2;
    }
}

return 0;
