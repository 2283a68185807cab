using Cluster.Worker.Session;

// Started by a coordinator only; see WorkerStart for what it is told and through what.
return WorkerProcess.Run();
