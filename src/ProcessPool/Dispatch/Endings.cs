using System.Buffers;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using MessagePack;

namespace Cluster.Dispatch;

/// <summary>Tells users what became of their tasks.</summary>
/// <remarks>Outside of the dispatcher's gate: what users have registered may take its time, or submit something.</remarks>
internal static class Endings
{
    /// <summary>What a worker says. On its link thread, which alone ends tasks of calls that are with it.</summary>
    /// <param name="link">To the worker.</param>
    /// <param name="call">Whose tasks have ended.</param>
    /// <param name="result">Which.</param>
    /// <param name="endings">How, one after the other, and nothing else.</param>
    /// <param name="told">Grows by one with each user that was told, also where it ends with an exception.</param>
    /// <returns>What came of it, if somebody wished to cancel the call meanwhile.</returns>
    /// <exception cref="FaultException">The worker broke the protocol.</exception>
    internal static CancelOutcome Tell(WorkerLink link, Call call, CallResult result, in ReadOnlySequence<byte> endings, ref int told)
    {
        var outcome = CancelOutcome.TooLate;
        try
        {
            var reader = new MessagePackReader(endings);
            for (int place = result.First; place < result.First + result.Count; place++)
            {
                int task = call.TaskAt(place);
                call.Trace?.Give(task, link.Id, link.ProcessId, call.AttemptAt(place));
                switch ((TaskEnding)reader.ReadByte())
                {
                    case TaskEnding.Returned when call.FailureOf(task) is { } failure:
                        reader.Skip();
                        call.Fail(task, failure);
                        break;
                    case TaskEnding.Returned:
                        call.Return(task, ref reader);
                        break;
                    case TaskEnding.Threw:
                        ExceptionInfo exception = ExceptionField.Read(ref reader);
                        call.Fail(task, new RemoteTaskException(call.Function.Name, exception, link.Id, link.ProcessId, call.AttemptAt(place)));
                        break;
                    case TaskEnding.Cancelled:
                        outcome = CancelOutcome.Cancelled;
                        call.Cancel(task);
                        break;
                    default: throw new MessagePackSerializationException("an ending that there is not");
                }

                told++;
            }

            if (!reader.End) throw new MessagePackSerializationException("bytes after the endings");

            return outcome;
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"CallResult: {ex.Message}", ex);
        }
    }

    /// <summary>All tasks of a call that have not ended end now: with an exception, or cancelled.</summary>
    internal static void Tell(Call call, Exception? exception, CancelOutcome outcome = CancelOutcome.Cancelled)
    {
        // Its worker may be telling of some of them at this moment.
        lock (call)
        {
            for (int place = call.Count - call.Remaining; place < call.Count; place++)
            {
                if (exception is null) call.Cancel(call.TaskAt(place));
                else call.Fail(call.TaskAt(place), exception);
            }
        }

        Complete(call, outcome);
    }

    /// <summary>The last task of a call has ended.</summary>
    internal static void Complete(Call call, CancelOutcome outcome)
    {
        call.Complete();
        call.Scope?.Dispose();
        call.Cancelling?.TrySetResult(outcome);
    }
}
