using Cluster.Coordinator.Files;
using Cluster.Coordinator.Ranks;
using Cluster.Faults;
using Cluster.Jobs;
using Cluster.OwnJobs;

namespace Cluster.Coordinator.Cli;

/// <summary>What a user reads of a failure: <c>error: subject: what (what to do)</c> on one line, and the exit code.</summary>
internal sealed record ErrorLine(string Text, int ExitCode)
{
    private const string Mark = "error: ";

    internal static ErrorLine Of(Exception ex) => ex switch
    {
        UsageException or FileProblemException or JobFileException or OwnJobException => New(ex.Message, Cli.ExitCode.BadUsage),
        JobParameterException => New(WithRemedy(ex.Message, "see the job's --help"), Cli.ExitCode.BadUsage),
        RanksException lost => New(lost.Message, lost.ExitCode),
        FaultException fault => New($"{Subject(fault.Code)}: {WithRemedy(fault.Message, Remedy(fault.Code))}", Cli.ExitCode.Of(fault.Code)),
        _ => New($"coordinator: {ex.Message} (run again with --verbose for the stack; please report it)", Cli.ExitCode.JobFailed),
    };

    /// <summary>As it is part of another line.</summary>
    internal string WithoutMark => Text[Mark.Length..];

    private static ErrorLine New(string message, int exitCode) => new($"{Mark}{PrintableText.OneLine(message)}", exitCode);

    private static string WithRemedy(string message, string remedy) => message.EndsWith(')') ? message : $"{message} ({remedy})";

    private static string Subject(FaultCode code) => code switch
    {
        FaultCode.JobFailed => "job",
        FaultCode.OutOfMemory => "memory",
        FaultCode.InputUnavailable => "input",
        FaultCode.FunctionUnavailable => "function",
        _ => "workers",
    };

    private static string Remedy(FaultCode code) => code switch
    {
        FaultCode.JobFailed => "run it with --mode sequential --verbose to see the stack",
        FaultCode.OutOfMemory => "choose a smaller size, or give a .npy file: it is mapped, not loaded",
        FaultCode.InputUnavailable => "leave the input file alone while it is in use; coordinator doctor checks shared memory",
        FaultCode.FunctionUnavailable => "build the program again, and restart it",
        FaultCode.StartFailed => "coordinator doctor tells what keeps workers from starting",
        FaultCode.HandshakeRejected or FaultCode.ProtocolViolation or FaultCode.FrameTooLong or FaultCode.TruncatedFrame =>
            "reinstall coordinator and worker from one build",
        _ => "a worker that is killed often lacks memory: use fewer workers or smaller chunks",
    };
}
