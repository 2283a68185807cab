using Cluster.Coordinator.Demonstrations;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Demonstrations;

/// <summary>Runs a demonstration as the command line does, without its printing.</summary>
internal static class Shown
{
    internal static Task<Lesson> RunAsync(IDemonstration demonstration, CancellationToken cancelled = default) =>
        demonstration.RunAsync(Runs(demonstration, cancelled));

    internal static DemonstrationRuns Runs(IDemonstration demonstration, CancellationToken cancelled = default) =>
        new(new PoolOptions(), NullLogger.Instance, seed: 1, new Steps(demonstration.Name, demonstration.Steps), cancelled);

    /// <summary>A fact of a group by its name in JSON.</summary>
    internal static T Value<T>(this Lesson lesson, string group, string name) =>
        (T)lesson.Group(group).Facts.First(fact => fact.Name == name).Value;

    /// <summary>A column of a group's table by its name in JSON.</summary>
    internal static IReadOnlyList<T> Column<T>(this Lesson lesson, string group, string name) =>
        [.. lesson.Group(group).Table!.Rows.Select(row => (T)row.First(fact => fact.Name == name).Value)];

    private static FactGroup Group(this Lesson lesson, string name) =>
        lesson.Mistake.Concat(lesson.Cured).First(group => group.Name == name);
}
