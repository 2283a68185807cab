using Cluster.Tasks;

namespace Cluster;

/// <summary>What a function can learn about the worker it runs in, and what it can tell the program that submitted it.</summary>
/// <remarks>
/// <para>
/// A function gets one by naming it as its last parameter. The worker fills it in; the caller passes the other arguments only.
/// Code that is called further down finds it in <see cref="Current"/>.
/// </para>
/// <para>It belongs to one attempt of one task and must not be kept longer. Any thread may use it while the task runs.</para>
/// </remarks>
/// <example>
/// <code>
/// static double Integrate(Range slice, WorkerContext context)
/// {
///     for (int step = 0; step &lt; Steps; step++)
///     {
///         context.CancellationToken.ThrowIfCancellationRequested();
///         context.Report((double)step / Steps);
///         …
///     }
/// }
/// </code>
/// </example>
public sealed class WorkerContext
{
    // Flows with the function: into its continuations, and into the threads and tasks that it starts.
    private static readonly AsyncLocal<WorkerContext?> Flowing = new();

    private static volatile bool _processIsWorker;

    private readonly IProgressSink? _progress;

    internal WorkerContext(int workerId, int attempt, IProgressSink? progress, CancellationToken cancellationToken)
    {
        WorkerId = workerId;
        Attempt = attempt;
        _progress = progress;
        CancellationToken = cancellationToken;
    }

    /// <summary>The context of the task that this code runs in, or <see langword="null"/> outside of a task.</summary>
    /// <value>Flows along <see langword="await"/>, and into threads and tasks that the function starts.</value>
    public static WorkerContext? Current => Flowing.Value;

    /// <summary>The worker's number in its pool, from 0. A worker that replaces a lost one has its number.</summary>
    public int WorkerId { get; }

    /// <summary>Which attempt at this task it is: 1 is the first, higher ones follow the loss of a worker.</summary>
    /// <value>At least 1.</value>
    public int Attempt { get; }

    /// <summary>Is cancelled when the caller cancels the task or its time is up. A function that does not look at it is stopped with its worker.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The task, as the program that sent it knows it: the number of a call, and the place in it. 0 where it was not sent.</summary>
    internal (long Call, int Task) Place => _progress?.Place ?? default;

    /// <summary>
    /// Whether this code runs where a function of a pool runs: anywhere in a worker process, or inside of a task that runs in the program's own process.
    /// </summary>
    /// <remarks>A pool that is started here would multiply the processes: workers × workers.</remarks>
    internal static bool IsWorker => _processIsWorker || Flowing.Value is not null;

    /// <summary>Reports how far the task has come. Costs little, but not nothing: some times a second is enough.</summary>
    /// <param name="fraction">The part that is done, from 0 to 1; what lies outside counts as the nearer end.</param>
    /// <param name="message">What the task is doing, in a few words, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not a number.</exception>
    public void Report(double fraction, string? message = null)
    {
        if (double.IsNaN(fraction)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Progress is a fraction from 0 to 1.");
        _progress?.Report(Math.Clamp(fraction, 0, 1), message);
    }

    /// <summary>Says once and for all that this process is a worker.</summary>
    internal static void MarkProcess() => _processIsWorker = true;

    /// <summary>Makes this the current context of the calling thread until the value that is returned is disposed of there.</summary>
    internal Scope Enter()
    {
        var scope = new Scope(Flowing.Value);
        Flowing.Value = this;
        return scope;
    }

    /// <summary>Puts back what was current before.</summary>
    internal readonly ref struct Scope(WorkerContext? outer)
    {
        private readonly WorkerContext? _outer = outer;

        public void Dispose() => Flowing.Value = _outer;
    }
}
