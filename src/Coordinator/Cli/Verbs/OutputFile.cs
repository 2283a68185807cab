using System.Runtime.InteropServices;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>The file that <c>--output</c> names.</summary>
internal static class OutputFile
{
    /// <exception cref="UsageException">The job has no array result.</exception>
    /// <exception cref="FileProblemException">The file could not be written.</exception>
    internal static void Check(RunRequest request)
    {
        if (request.OutputPath is null) return;
        if (request.Definition is { HasArrayResult: false })
            throw new UsageException("--output", $"{request.Job} has no array result", "leave it out; --json has all results");
        NpyWriter.Check(request.OutputPath);
    }

    /// <param name="request">Names the file; null for none.</param>
    /// <param name="arrays">Have the result if it is large.</param>
    /// <param name="result">Has it otherwise.</param>
    /// <param name="cancellationToken">Ends the writing between two blocks; the file is then as it was.</param>
    internal static void Write(RunRequest request, JobArrays arrays, JobResult result, CancellationToken cancellationToken)
    {
        if (request.OutputPath is null) return;
        if (arrays.Output is { } output)
        {
            Write(request.OutputPath, output, cancellationToken);
            return;
        }

        object value = result.Fields.First(field => field.Name == result.ArrayField).Value;
        ReadOnlySpan<byte> bytes = value is long[] whole
            ? MemoryMarshal.AsBytes<long>(whole)
            : MemoryMarshal.AsBytes<double>((double[])value);
        NpyWriter.Write(request.OutputPath, result.ArrayLayout!, bytes);
    }

    private static void Write(string path, StoredOutput array, CancellationToken cancellationToken)
    {
        const int Block = 16 << 20;
        using NpyOutput file = NpyWriter.Create(path, array.Layout);
        MemoryRange memory = array.Memory;
        for (long offset = 0; offset < memory.Length; offset += Block)
        {
            file.Append(memory.Span(offset, (int)Math.Min(Block, memory.Length - offset)));
            cancellationToken.ThrowIfCancellationRequested();
        }

        file.Commit();
    }
}
