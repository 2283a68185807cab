using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Pool;
using Cluster.Diagnostics;
using Cluster.Serialization;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
var opts = new Dictionary<string, object>();
for (int i = 3; i + 1 < args.Length; i += 2) opts[args[i]] = long.TryParse(args[i+1], out long l) ? l : args[i+1];
var req = new RunRequest { Job = args[0], Workers = int.Parse(args[2]), Warmup = Environment.GetEnvironmentVariable("FIRST") is null ? 1 : 0, Repeat = Environment.GetEnvironmentVariable("FIRST") is null ? 5 : 1, Options = opts, Codec = Environment.GetEnvironmentVariable("CODEC") == "mp" ? ChunkCodec.MessagePack : ChunkCodec.Raw };
var prep = PreparedJob.Prepare(req);
long t0 = Stopwatch.GetTimestamp();
using var store = InputStore.Create(prep, true, null, default);
Console.WriteLine($"publish {Stopwatch.GetElapsedTime(t0).TotalMilliseconds:F1} ms, chunks {prep.Plan.Count}");
foreach (string m in args[1].Split(',')) {
  var run = new JobRun(prep, store, Enum.Parse<ExecutionMode>(m, true), new PoolOptions { Workers = req.Workers }, NullLogger.Instance);
  var o = await run.ExecuteAsync(null, default);
  Console.WriteLine($"{m,-10} spawn {o.Spawn.TotalMilliseconds:F1} first {(o.Spawn+o.Repetitions[0].Time).TotalMilliseconds:F1} median {o.Median.TotalMilliseconds:F2} min {o.Minimum.TotalMilliseconds:F2} max {o.Maximum.TotalMilliseconds:F2} ms batches {o.Middle.Account.Batches} {o.Digest[..18]} total {o.Total.TotalMilliseconds:F0} tear {o.Teardown.TotalMilliseconds:F1} cpss {o.Coordinator.Proportional/1e6:F0} wpss {o.WorkerMemory.Sum(x=>x.Proportional)/1e6:F0}");
  foreach (var w in o.Middle.Account.Workers) Console.WriteLine("   " + w.Id + " chunks " + w.Chunks + " wall " + (w.Wall/1e6).ToString("F2") + ": " + string.Join(" ", Enumerable.Range(0, 11).Where(i => w.Ticks[i] > 0).Select(i => $"{(Phase)i} {w.Ticks[i]/1e6:F2}")));
}
return 0;
