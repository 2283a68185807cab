using System.IO.Pipelines;

namespace Cluster.Transport;

/// <summary>Two connected ends inside one process: the contract of <see cref="Connection"/> without a kernel.</summary>
public static class InMemoryConnection
{
    public static (Connection Left, Connection Right) CreatePair()
    {
        // Like a socket buffer, the pipe lets a writer run ahead only so far.
        var options = new PipeOptions(pauseWriterThreshold: 256 << 10, resumeWriterThreshold: 128 << 10, useSynchronizationContext: false);
        var toRight = new Pipe(options);
        var toLeft = new Pipe(options);
        return (End(toLeft.Reader, toRight.Writer), End(toRight.Reader, toLeft.Writer));
    }

    private static Connection End(PipeReader input, PipeWriter output) => new(input, output, () =>
    {
        output.Complete();
        input.CancelPendingRead();
    });
}
