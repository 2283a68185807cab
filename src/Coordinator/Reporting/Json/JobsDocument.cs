using System.Text.Json;
using Cluster.Jobs;
using Cluster.OwnJobs;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>The jobs, their options and their files as JSON.</summary>
internal static class JobsDocument
{
    internal static void Write(Utf8JsonWriter writer, IReadOnlyList<IJobDefinition> jobs)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteStartArray("jobs");
        foreach (IJobDefinition job in jobs)
        {
            writer.WriteStartObject();
            Fields(writer, job);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, IJobDefinition job)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        Fields(writer, job);
        writer.WriteEndObject();
    }

    private static void Fields(Utf8JsonWriter writer, IJobDefinition job)
    {
        writer.WriteString("name", job.Name);
        writer.WriteString("summary", job.Summary);
        writer.WriteString("source", job.Source);
        if (job is OwnJob { Origin: { } origin })
        {
            writer.WriteString("assembly", origin.Path);
            writer.WriteString("type", origin.Type);
            writer.WriteString("build", origin.Build);
        }

        writer.WriteStartArray("options");
        foreach (JobOption option in job.Options) Field(writer, option);
        writer.WriteEndArray();
        writer.WriteStartArray("files");
        foreach (JobFile file in job.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("name", file.Option);
            writer.WriteString("help", file.Help);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Field(Utf8JsonWriter writer, JobOption option)
    {
        writer.WriteStartObject();
        writer.WriteString("name", option.Name);
        writer.WriteString("help", option.Help);
        writer.WriteString("type", option.Default switch { long => "integer", double => "number", _ => "word" });
        writer.WriteValue("default", option.Default);
        if (option.Minimum > double.MinValue) writer.WriteNumber("minimum", option.Minimum);
        if (option.Maximum < double.MaxValue) writer.WriteNumber("maximum", option.Maximum);
        if (option.Choices is not null)
        {
            writer.WriteStartArray("choices");
            foreach (string choice in option.Choices) writer.WriteStringValue(choice);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
