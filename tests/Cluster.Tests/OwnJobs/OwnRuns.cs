using Cluster.Coordinator.Execution;
using Cluster.OwnJobs;
using Cluster.TestKit;

namespace Cluster.Tests.OwnJobs;

/// <summary>Requests for jobs that are not built in.</summary>
internal static class OwnRuns
{
    internal const string WordCountType = "TextJobs.WordCount";
    internal const string PowersType = "PowerJobs.PowersOfNumbers";

    /// <summary>A job of an assembly, as the command line finds it.</summary>
    internal static RunRequest Request(string path, string type, params (string Name, object Value)[] options)
    {
        OwnJob job = OwnJobAssembly.Load(path).Find(type);
        return new RunRequest
        {
            Job = job.Name, Definition = job, Workers = 2, Options = options.ToDictionary(static option => option.Name, static option => option.Value),
        };
    }

    internal static RunRequest WordCount(string text) => Request(OwnAssembly.Path("WordCount"), WordCountType) with
    {
        Files = new Dictionary<string, string> { ["input"] = text },
    };

    internal static RunRequest Powers(long count) => Request(OwnAssembly.Path("PowerJobs"), PowersType, ("count", count));

    /// <summary>The pages of this project one after the other, over and over.</summary>
    /// <returns>A file to delete.</returns>
    internal static string WriteText(int times)
    {
        string[] pages = [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Order(StringComparer.Ordinal)];
        string path = Path.Combine(Path.GetTempPath(), $"text-{Guid.NewGuid():n}");
        using FileStream file = File.Create(path);
        for (int i = 0; i < times; i++)
            foreach (string page in pages) file.Write(File.ReadAllBytes(page));
        return path;
    }
}
