namespace Cluster.TestKit.Crashes;

/// <summary>What becomes of a run when workers fail: every point, every way. <c>docs/failures.md</c> is printed from it, and the tests hold the product to it.</summary>
internal static class CrashMatrix
{
    /// <summary>The ways to fail there, and what is expected of each.</summary>
    internal static IReadOnlyList<CrashRow> Of(FaultPoint point, FaultTraffic traffic) =>
        [.. Enum.GetValues<FaultWay>().Where(way => HasLimit(point, way, traffic)).Select(way => new CrashRow(point, way, traffic, Once(point, way, traffic), Always(point, way, traffic), IsLoss(point, way), Sign(point, way)))];

    /// <summary>Whether there is such a point where that is worked on, with frames through a pipe or through rings.</summary>
    /// <remarks>
    /// Before rings are offered there are none, and what follows is listed where frames can be what makes a difference: where data travels, of tasks, and of a
    /// board at the points that messages have a part in. What a worker does on a board between two messages it does without its channel, and a chunk that is sent
    /// without its data is a frame like one that has it.
    /// </remarks>
    internal static bool Has(FaultPoint point, FaultTraffic traffic, bool rings) => Has(point, traffic) && (rings
        ? point > FaultPoint.HelloAck && (traffic is FaultTraffic.Pipe or FaultTraffic.Tasks || (traffic == FaultTraffic.Board && IsBetweenMessages(point)))
        : !IsAboutRings(point));

    private static bool Has(FaultPoint point, FaultTraffic traffic) => traffic switch
    {
        FaultTraffic.Tasks => point != FaultPoint.SlotHalf && !IsOnBoard(point),
        // No message follows a chunk: whether the coordinator is told of some depends on whether it sleeps.
        FaultTraffic.Board => point is not (FaultPoint.SendHeader or FaultPoint.SendHalf or FaultPoint.Sent or FaultPoint.Ack),
        _ => !IsOnBoard(point),
    };

    // Nothing limits the time of a worker's own code between two tasks: no code of a user's runs there.
    private static bool HasLimit(FaultPoint point, FaultWay way, FaultTraffic traffic) =>
        traffic != FaultTraffic.Tasks || way != FaultWay.Hang || point is not (FaultPoint.RecvHeader or FaultPoint.RecvHalf or FaultPoint.Decode or FaultPoint.Sent or FaultPoint.Ack);

    // Whose exceptions are its own: they end the job, or the task, and not the worker.
    private static bool IsInUserCode(FaultPoint point) => point is FaultPoint.Run or FaultPoint.SlotHalf or FaultPoint.Encode;

    private static bool IsOnBoard(FaultPoint point) => point is FaultPoint.Taken or FaultPoint.Claimed or FaultPoint.Written or FaultPoint.Done;

    private static bool IsStart(FaultPoint point) => point is FaultPoint.Connect or FaultPoint.Hello or FaultPoint.HelloAck || IsAboutRings(point);

    private static bool IsAboutRings(FaultPoint point) => point is FaultPoint.RingsOffered or FaultPoint.RingsHalf;

    // Of a board: the beginning of a stage is read, the coordinator sleeps while a chunk is computed, or may be told that one is done, or says goodbye.
    private static bool IsBetweenMessages(FaultPoint point) => point is FaultPoint.Decode or FaultPoint.Run or FaultPoint.Done or FaultPoint.Shutdown;

    private static CrashEnding Once(FaultPoint point, FaultWay way, FaultTraffic traffic) => (point, way, traffic) switch
    {
        // A pool begins with the workers that came, and says that there are fewer.
        _ when IsStart(point) => CrashEnding.SameResult,
        (_, FaultWay.Throw, FaultTraffic.Tasks) when IsInUserCode(point) => CrashEnding.TaskThrew,
        (_, FaultWay.Throw, _) when IsInUserCode(point) => CrashEnding.JobFailed,
        (_, FaultWay.Hang, FaultTraffic.Tasks) when IsInUserCode(point) => CrashEnding.TaskTimedOut,
        // A task may have done what must not be done twice; a chunk is computed again.
        (_, _, FaultTraffic.Tasks) when IsInUserCode(point) => CrashEnding.TaskLost,
        _ => CrashEnding.SameResult,
    };

    private static IReadOnlyList<CrashEnding> Always(FaultPoint point, FaultWay way, FaultTraffic traffic) => (point, traffic) switch
    {
        // Whoever waits for the first workers of a pool is to hear why none comes.
        _ when IsStart(point) => [CrashEnding.StartFailed],
        _ when way == FaultWay.Throw && IsInUserCode(point) => [Once(point, way, traffic)],
        // Every worker goes when it is told to, one way or another.
        (FaultPoint.Shutdown, _) => [CrashEnding.SameResult],
        (_, FaultTraffic.Tasks) => AlwaysOfTasks(point, way),
        // Each leaves a chunk behind that is done.
        (FaultPoint.Sent or FaultPoint.Ack, _) => [CrashEnding.SameResult],
        // Each leaves a chunk behind that is done, or one that whoever comes next finds without taking it from a block.
        (FaultPoint.Done or FaultPoint.Taken, FaultTraffic.Board) => [CrashEnding.SameResult],
        // No chunk was begun, or none is at fault for what happens to it afterwards.
        (FaultPoint.RecvHeader or FaultPoint.RecvHalf or FaultPoint.Decode, FaultTraffic.Board) => [CrashEnding.PoolBroken],
        (_, FaultTraffic.Board) when IsOnBoard(point) => [CrashEnding.PoolBroken],
        // No chunk was begun, and none is to blame. Data that travels is part of its chunk: there one was.
        (FaultPoint.RecvHeader or FaultPoint.RecvHalf or FaultPoint.Decode, FaultTraffic.Shared) => [CrashEnding.PoolBroken],
        // The chunk was done, and its partial on its way. Rows that travel are sent by the chunk itself.
        (FaultPoint.SendHeader or FaultPoint.SendHalf, FaultTraffic.Shared) => [CrashEnding.PoolBroken],
        _ => [CrashEnding.ChunkAbandoned],
    };

    private static IReadOnlyList<CrashEnding> AlwaysOfTasks(FaultPoint point, FaultWay way) => point switch
    {
        _ when IsInUserCode(point) => [Once(point, way, FaultTraffic.Tasks)],
        // It had ended in the worker, and is run once more for the answer's sake, not again and again.
        FaultPoint.SendHeader or FaultPoint.SendHalf => [CrashEnding.TaskLost],
        FaultPoint.Sent or FaultPoint.Ack => [CrashEnding.SameResult],
        _ => [CrashEnding.PoolBroken],
    };

    private static bool IsLoss(FaultPoint point, FaultWay way) =>
        !IsStart(point) && point != FaultPoint.Shutdown && !(way == FaultWay.Throw && IsInUserCode(point));

    private static string Sign(FaultPoint point, FaultWay way) => way switch
    {
        FaultWay.Throw => "on purpose",
        FaultWay.Exit0 => "exit code 0",
        FaultWay.Exit3 => "exit code 3",
        FaultWay.Segv => "SIGSEGV",
        FaultWay.Kill => "SIGKILL",
        // The coordinator ends it: at the start, for what it has sent, or for the time that it takes.
        FaultWay.Garbage when point is not (FaultPoint.Connect or FaultPoint.SendHalf or FaultPoint.RingsHalf) => "SIGKILL",
        _ when IsStart(point) => "was not ready within",
        _ => "and was ended",
    };
}
