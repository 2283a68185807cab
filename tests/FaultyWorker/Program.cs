using Cluster.FaultyWorker;
using Cluster.TestKit.Crashes;
using Cluster.Worker.Session;

// A worker like any other, but for its connection, and for what the user's code may ask for.
return FaultPlan.FromEnvironment() is { } plan ? WorkerProcess.Run(new FaultyConnection(plan).Open) : WorkerProcess.Run();
