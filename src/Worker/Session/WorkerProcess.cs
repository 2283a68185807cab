using System.Runtime.CompilerServices;
using Cluster.Faults;
using Cluster.Protocol;
using Cluster.Transport;
using Cluster.Worker.Execution;

namespace Cluster.Worker.Session;

/// <summary>The life of a worker process: learn who started it, connect, serve, end.</summary>
/// <remarks>
/// Everything on this path is paid by every worker at every start, so it stays off whatever costs milliseconds: no host, no
/// reflection, no asynchronous state machines, no Console.
/// </remarks>
internal static class WorkerProcess
{
    internal static int Run() => Run(static start => NamedPipeConnection.Connect(start.PipePath, new TransportOptions { SocketBuffer = start.SocketBuffer }));

    /// <summary>As above, over a connection that is made in another way.</summary>
    /// <param name="connect">To the coordinator.</param>
    internal static int Run(Func<WorkerStart, Connection> connect)
    {
        var watch = ParentWatch.Begin();
        if (watch?.Start is not { } start)
        {
            Complain("is started by a coordinator; run coordinator instead");
            return WorkerExitCode.NotStartedByCoordinator;
        }

        MessageChannel channel;
        try
        {
            channel = new MessageChannel(connect(start));
            Handshake.Greet(channel, start);
            start.Forget();
        }
        catch (Exception ex) when (ex is FaultException or IOException or TimeoutException or UnauthorizedAccessException)
        {
            Complain(ex.Message);
            return WorkerExitCode.Rejected;
        }

        var status = new WorkerStatus();
        var session = new CoordinatorSession(channel, start.WorkerId, status);
        watch.RunInBackground(status, session.Signal);
        using (channel)
        {
            try
            {
                return session.Serve();
            }
            catch (Exception ex) when (ex is FaultException or IOException or ObjectDisposedException)
            {
                Complain(ex.Message);
                return WorkerExitCode.SessionFault;
            }
        }
    }

    // By itself, so that the console is loaded by a worker that has something to say and by no other.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Complain(string what) => Console.Error.WriteLine($"worker: {what}");
}
