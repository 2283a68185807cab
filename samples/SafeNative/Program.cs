using Cluster;
using SafeNative;

// Calls a native function with good pointers and with a bad one. In this process the bad one would be the end: no catch block sees a fault in native code.
await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 });

string?[] texts = ["a native library", null, "that may crash"];
int failed = 0;
await foreach (TaskOutcome<long> outcome in pool.MapAsync(Native.LengthOf, texts).Outcomes())
{
    // As data: one failure does not end the others.
    string of = texts[outcome.Index] is { } text ? $"'{text}'" : "a pointer to nowhere";
    if (outcome.IsSuccess)
    {
        Console.WriteLine($"{of}: {outcome.Value} bytes");
        continue;
    }

    failed++;
    Console.WriteLine($"{of}: {outcome.Exception!.GetType().Name}");
    Console.Error.WriteLine(outcome.Exception.Message);
}

// The worker was replaced meanwhile.
Console.WriteLine($"{failed} task failed, and the program goes on: {await pool.Submit(Native.LengthOf, "still here")} bytes");
