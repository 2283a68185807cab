using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>Modes by name.</summary>
internal static class ModeNames
{
    /// <summary>In the order in which they are compared: each adds something to the one before.</summary>
    internal static ExecutionMode[] All => [ExecutionMode.Sequential, ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared];

    internal static ExecutionMode One(string option, string text) =>
        All[OptionText.Word(option, text, "sequential", "threads", "pipe", "shared")];

    /// <summary>Names with commas between them.</summary>
    internal static ExecutionMode[] List(string option, string text)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        var modes = new ExecutionMode[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            modes[i] = One(option, names[i]);
            if (modes.AsSpan(0, i).Contains(modes[i]))
                throw new UsageException(option, $"{names[i]} is named twice", "name each mode once");
        }

        return modes;
    }
}
