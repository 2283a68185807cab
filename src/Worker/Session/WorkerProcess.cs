using Cluster.Faults;
using Cluster.Protocol;
using Cluster.Transport;

namespace Cluster.Worker.Session;

/// <summary>The life of a worker process: learn who started it, connect, serve, end.</summary>
/// <remarks>
/// Everything on this path is paid by every worker at every start, so it stays off whatever costs milliseconds: no host, no
/// reflection, no asynchronous state machines, no Console.
/// </remarks>
internal static class WorkerProcess
{
    internal static int Run()
    {
        var watch = ParentWatch.Begin();
        if (watch?.Start is not { } start)
        {
            Console.Error.WriteLine("worker: is started by a coordinator; run coordinator instead");
            return WorkerExitCode.NotStartedByCoordinator;
        }

        MessageChannel channel;
        try
        {
            channel = new MessageChannel(NamedPipeConnection.Connect(start.PipePath, new TransportOptions { SocketBuffer = start.SocketBuffer }));
            Handshake.Greet(channel, start);
        }
        catch (Exception ex) when (ex is FaultException or IOException or TimeoutException or UnauthorizedAccessException)
        {
            Complain(ex);
            return WorkerExitCode.Rejected;
        }

        watch.RunInBackground();
        using (channel)
        {
            try
            {
                return new CoordinatorSession(channel).Serve();
            }
            catch (Exception ex) when (ex is FaultException or IOException or ObjectDisposedException)
            {
                Complain(ex);
                return WorkerExitCode.SessionFault;
            }
        }
    }

    private static void Complain(Exception ex) => Console.Error.WriteLine($"worker: {ex.Message}");
}
