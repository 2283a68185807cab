using Cluster.Coordinator.Cli;

return await CommandLine.InvokeAsync(args, Terminal.Standard()).ConfigureAwait(false);
