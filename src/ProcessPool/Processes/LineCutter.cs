using System.Buffers;
using System.Text;

namespace Cluster.Processes;

/// <summary>Cuts what a process writes into lines.</summary>
/// <param name="take">Gets each line, without its end. What it throws is its own affair: a listener must not stop the draining of a worker.</param>
internal sealed class LineCutter(Action<string> take)
{
    /// <summary>A line that is longer comes in pieces.</summary>
    internal const int MaxLine = 4096;

    private readonly ArrayBufferWriter<byte> _line = new(256);

    /// <summary>Some more bytes, cut anywhere.</summary>
    internal void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            int length = Math.Min(end < 0 ? bytes.Length : end, MaxLine - _line.WrittenCount);
            _line.Write(bytes[..length]);
            bytes = bytes[length..];
            if (end == length) bytes = bytes[1..];
            else if (_line.WrittenCount < MaxLine) return;
            Tell();
        }
    }

    /// <summary>Nothing more will come.</summary>
    internal void End()
    {
        if (_line.WrittenCount > 0) Tell();
    }

    private void Tell()
    {
        string line = Encoding.UTF8.GetString(_line.WrittenSpan).TrimEnd('\r');
        _line.ResetWrittenCount();
        try
        {
            take(line);
        }
        catch (Exception)
        {
            // The user's listener: the worker must not block because of it.
        }
    }
}
