using Cluster.Coordinator.Cli.Hosting;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Cli;

public sealed class LineLoggerTests
{
    [Fact]
    public void Log_EventThatTalksToTheTerminal_IsOneLineThatShowsWhatItSays()
    {
        using var written = new StringWriter();
        using var logger = new LineLogger(written);
        logger.WorkerLost("worker 1 wrote: \u001b[31m\nerror: not one of ours");
        Assert.Equal($@"warning: worker 1 wrote: \x1b[31m | error: not one of ours; what it had not finished goes back to the queue{Environment.NewLine}", written.ToString());
    }
}
