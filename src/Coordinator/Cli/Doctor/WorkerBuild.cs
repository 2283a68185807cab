using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Cluster.Coordinator.Reporting.Health;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.Protocol;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Whether the worker is there and was built with this coordinator.</summary>
internal static class WorkerBuild
{
    internal static IEnumerable<Finding> Look()
    {
        yield return Worker();
        yield return Finding.Ok(".NET", $"{RuntimeInformation.FrameworkDescription} in {WorkerProgram.RuntimeRoot}");
    }

    private static Finding Worker()
    {
        try
        {
            WorkerProgram program = WorkerProgram.Find();
            string file = program.Arguments is [.., var library] ? library : program.FileName;
            Guid build = BuildOf(Path.Combine(Path.GetDirectoryName(file)!, "Cluster.Shared.dll"));
            return build == ProtocolVersion.BuildId
                ? Finding.Ok("worker", $"{file}, build {build:n}, protocol {ProtocolVersion.Current}")
                : Finding.Problem("worker", $"{file} is of build {build:n}, this is {ProtocolVersion.BuildId:n}", "install both from one build");
        }
        catch (FaultException ex)
        {
            return Finding.Problem("worker", ex.Message, "install both programs into one directory");
        }
    }

    // From the file: the worker loads it anew, so what this process has in memory does not count.
    private static Guid BuildOf(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
