using System.Text;

namespace Cluster.Coordinator.Ranks;

/// <summary>Lines for the user from a rank that has no terminal: rank 0 prints them.</summary>
internal sealed class RankLines(RankChannel channel) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        try
        {
            _ = channel.Send(0, RankMessageKind.Line, writer => writer.Write(value ?? ""));
        }
        catch (Exception ex) when (ex is not OutOfMemoryException)
        {
            // A warning is not worth a run, and whoever lost the connection will say so.
        }
    }

    // Whole lines only: TextWriter writes everything else through this.
    public override void Write(char value)
    {
    }
}
