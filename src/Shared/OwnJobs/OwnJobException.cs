using System.Reflection;

namespace Cluster.OwnJobs;

/// <summary>An assembly cannot be used, or a job in it is not what a job must be.</summary>
/// <param name="subject">The assembly or the job, as it was named.</param>
/// <param name="what">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="cause">What the code threw, if that is what is wrong.</param>
internal sealed class OwnJobException(string subject, string what, string remedy, Exception? cause = null)
    : Exception($"{subject}: {what} ({remedy})", cause)
{
    private const string Rebuild = "build it again, against the Cluster.Shared.dll that lies beside the coordinator";

    /// <summary>What a failure in somebody else's code means: a missing assembly, another contract, or the code's own mistake.</summary>
    /// <param name="subject">The assembly or the job.</param>
    /// <param name="step">What was asked of it: <c>its constructor</c>.</param>
    /// <param name="ex">What was thrown.</param>
    internal static OwnJobException Of(string subject, string step, Exception ex) => ex switch
    {
        OwnJobException own => own,
        TargetInvocationException or TypeInitializationException when ex.InnerException is { } inner => Of(subject, step, inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Of(subject, step, first),
        FileNotFoundException or FileLoadException => new OwnJobException(
            subject, $"{step} needs an assembly that cannot be loaded: {ex.Message.TrimEnd('.')}", "put it beside the job's own, with what it needs in turn", ex),
        TypeLoadException or MissingMemberException => new OwnJobException(
            subject, $"does not fit this build of Cluster.Shared: {ex.Message.TrimEnd('.')}", Rebuild, ex),
        _ => new OwnJobException(subject, $"{step} throws {ex.GetType().Name}: {ex.Message}", "--verbose shows where", ex),
    };

    /// <summary>The assembly was compiled with another version of the contract.</summary>
    internal static OwnJobException ForOtherContract(string subject, Version? asked, Version? here) =>
        new(subject, $"was built for Cluster.Shared {asked}, this is {here}", Rebuild);
}
