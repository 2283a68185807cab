using System.Text;
using Cluster.TestKit.Crashes;

namespace Cluster.Tests.Faults.Pages;

/// <summary>Writes <c>docs/failures.md</c>: what the crash matrix expects, and every fault with its promise and its tests.</summary>
internal static class FailuresPage
{
    private const string Head = """
        # Failures

        What goes wrong, what Cluster promises then, and which tests hold it to that. Written by `scripts/write-failures.sh` from the tests, and compared with them by a test: do not
        edit it by hand. What an error says is in [troubleshooting.md](troubleshooting.md), the protocol in [protocol.md](protocol.md).

        ## The crash matrix

        A worker of the tests' own fails on demand at one of twenty points of its life, exact to the byte, in one of seven ways. One worker fails; then every worker does. The job runs with its
        arrays mapped (mode `shared`), its chunks sent or taken by the workers themselves, and with its arrays sent (mode `pipe`); tasks are those of the library, with one attempt. Frames go through
        pipes, and through rings in shared memory from the point on at which these are offered: that part of the matrix lists what differs by where frames are. Nothing is left behind in any case: no process, segment, descriptor or file.

        Ways: an exception, exit with 0, exit with 3, SIGKILL, SIGSEGV, a hang, bytes that are no frame. A hang ends by a limit: of the start, of a chunk, of a task, of the stop. What is
        within a frame of the right form is taken for data: the coordinator trusts what a worker computes, so bytes without meaning are sent there without completing the frame.
        Of tasks a hang of the worker's own code between two tasks is missing: no limit ends it.

        Where one worker fails, every way is tested. Where every worker fails, the tests try an exception, SIGKILL and bytes without meaning everywhere, and a hang in the user's code; the other
        ways are expected to come to the same, and are not run.


        """;

    internal static string Write()
    {
        var page = new StringBuilder(Head);
        foreach (FaultTraffic traffic in Enum.GetValues<FaultTraffic>())
        {
            Append(page, traffic, rings: false);
            if (Points(traffic, rings: true).Any()) Append(page, traffic, rings: true);
        }


        page.Append("## Every fault, its promise, its tests\n");
        string section = "";
        foreach (FaultPromise promise in FaultPromise.All)
        {
            if (promise.Section != section)
                page.Append($"\n### {section = promise.Section}\n\n| # | fault | promise | tests |\n| --: | --- | --- | --- |\n");
            page.Append($"| {promise.Number} | {promise.Fault} | {promise.Promise} | {Tests(promise)} |\n");
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, FaultTraffic traffic, bool rings)
    {
        page.Append($"### {Heading(traffic)}{(rings ? ", over rings" : "")}\n\n");
        page.Append("| the worker fails | in the way | one worker | every worker | the worker counts as lost, and is replaced |\n| --- | --- | --- | --- | --- |\n");
        foreach (FaultPoint point in Points(traffic, rings))
        {
            // Ways that come to the same are one row.
            var groups = CrashMatrix.Of(point, traffic).GroupBy(static row => (row.Once, Always: string.Join(" or ", row.Always), row.IsLoss));
            foreach (var group in groups)
                page.Append($"| {Name(point)} | {Ways(group)} | {group.Key.Once} | {group.Key.Always} | {(group.Key.IsLoss ? "yes" : "no")} |\n");
        }

        page.Append('\n');
    }

    private static IEnumerable<FaultPoint> Points(FaultTraffic traffic, bool rings) =>
        Enum.GetValues<FaultPoint>().Where(point => CrashMatrix.Has(point, traffic, rings));

    private static string Heading(FaultTraffic traffic) => traffic switch
    {
        FaultTraffic.Shared => "A job in mode `shared` with `--hand-out messages`",
        FaultTraffic.Board => "A job in mode `shared` whose workers take chunks themselves",
        FaultTraffic.Pipe => "A job in mode `pipe`",
        _ => "Tasks",
    };

    private static string Ways(IEnumerable<CrashRow> rows)
    {
        string[] ways = [.. rows.Select(static row => row.Way.ToString())];
        return ways.Length == Enum.GetValues<FaultWay>().Length ? "any" : string.Join(", ", ways);
    }

    private static string Name(FaultPoint point) => point switch
    {
        FaultPoint.Connect => "before it connects",
        FaultPoint.Hello => "before its hello",
        FaultPoint.HelloAck => "in the middle of the handshake",
        FaultPoint.RingsOffered => "when rings are offered to it",
        FaultPoint.RingsHalf => "when half of its answer about rings is sent",
        FaultPoint.RecvHeader => "when half a header has come",
        FaultPoint.RecvHalf => "when half a body has come",
        FaultPoint.Decode => "before it decodes a message",
        FaultPoint.Taken => "when it has taken chunks and claimed none",
        FaultPoint.Claimed => "when it has claimed a chunk and not begun it",
        FaultPoint.Run => "in the user's code",
        FaultPoint.SlotHalf => "when half of its rows are written",
        FaultPoint.Encode => "when the user's code has returned",
        FaultPoint.Written => "when its partial is written and not marked",
        FaultPoint.Done => "when its chunk is marked as done",
        FaultPoint.SendHeader => "when half of the answer's header is sent",
        FaultPoint.SendHalf => "when half of the answer's body is sent",
        FaultPoint.Sent => "when its answer is sent",
        FaultPoint.Ack => "when more has come after its answer",
        FaultPoint.Shutdown => "when it was told to go",
        _ => throw new ArgumentOutOfRangeException(nameof(point)),
    };

    private static string Tests(FaultPromise promise)
    {
        string[] tests = [.. FaultTest.ByNumber[promise.Number].Select(static test => $"[{test.Name}](../{test.Path})")];
        return tests.Length > 0 ? string.Join("<br>", tests) : promise.Exception.Length > 0 ? $"none: {promise.Exception}" : "none";
    }
}
