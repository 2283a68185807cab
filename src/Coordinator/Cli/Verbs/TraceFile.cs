using System.Buffers;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Reporting.Json;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>The file that <c>--trace</c> names.</summary>
internal static class TraceFile
{
    /// <exception cref="FileProblemException">The file could not be written.</exception>
    internal static void Check(string? path)
    {
        if (path is not null) OutputPath.Check(path, ".json");
    }

    /// <summary>Writes one file for all modes, one after the other as they ran.</summary>
    internal static void Write(string? path, IReadOnlyList<RunOutcome> outcomes)
    {
        if (path is null) return;
        var document = new ArrayBufferWriter<byte>(1 << 20);
        using (var writer = new Utf8JsonWriter(document)) ChromeTrace.Write(writer, [.. outcomes.Select(outcome => outcome.Trace!)]);
        using var file = TemporaryFile.Create(path, document.WrittenCount);
        file.Write(document.WrittenSpan);
        file.Replace();
    }
}
