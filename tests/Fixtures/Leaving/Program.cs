using Cluster;
using Leaving;

// Has two workers compute, says which processes these are, and leaves without disposing of anything.
ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 });
PoolTask[] tasks = [.. Enumerable.Range(0, 2).Select(_ => pool.Submit(static () => Thread.Sleep(Timeout.Infinite)))];
while (tasks.Any(static task => task.State != PoolTaskState.Running)) await Task.Delay(1);
Console.WriteLine(string.Join(' ', pool.WorkerProcesses.Select(static worker => worker.ProcessId)));
return Departure.By(args[0]);
