namespace Cluster.Protocol;

/// <summary>What a frame means.</summary>
/// <remarks>
/// The numbers are on the wire: append, never reuse, never renumber. WireFormatTests pins them; docs/protocol.md lists them with their bodies.
/// <code>
///  worker                                   coordinator
///    | Hello ------------------------------→ |
///    | ←---------------------------- Welcome |     versions equal, the coordinator is who it should be
///    | Proof -------------------------------→ |     the worker, too
///    | ←- AttachRings / RingsAttached ------→ |     only where frames go through rings from then on
///    | ←----------------------- AttachStatus |     once
///    | ←---------------------------- OpenJob |
///    | ←------------------------ AttachBoard |     only where workers take chunks themselves; then no MapBatch, no Partial
///    | ←------------- AwaitJob / JobOpened → |     only to workers that are there when a run begins
///    | ←------------------------- BeginStage |     once per stage and repetition; with a board, where that does not have it
///    | ←----------------------- BoardChanged |     with a board, to a worker that waits here
///    | ChunksDone --------------------------→ |     with a board, to a coordinator that sleeps
///    | ←--------- MapBatch, ChunkData … (×n) |     ChunkData only where data travels inline
///    | ChunkOutput … (inline), Partial, Fault → |   one Partial per chunk
///    | ←------------------------ RecordSlices |     only where a trace was asked for
///    | StagePart ---------------------------→ |     only where somebody traces the coordinator; once per stage
///    | ←- ReportPhases / Slices …, PhaseReport |
///    | ←------------------ CloseJob, Goodbye |
///    |                                       |
///    | ←----- DefineFunction, PutResident, … |     tasks instead of a job: before the first call that needs them
///    | ←------------------------ RunCall (×n) |
///    | CallProgress, QueueItem, Revoked, CallResult → |
/// </code>
/// </remarks>
internal enum MessageKind : ushort
{
    Hello = 1,
    Welcome = 2,
    Proof = 3,
    OpenJob = 10,
    BeginStage = 11,
    MapBatch = 12,
    ChunkData = 13,
    Partial = 14,
    Fault = 15,
    ReportPhases = 16,
    PhaseReport = 17,
    CloseJob = 18,
    Goodbye = 19,
    ChunkOutput = 20,
    RecordSlices = 21,
    Slices = 22,
    StagePart = 23,
    AttachStatus = 24,
    DefineFunction = 25,
    RunCall = 26,
    CallResult = 27,
    Revoked = 28,
    CallProgress = 29,
    PutResident = 30,
    DropResident = 31,
    ForgetSegment = 32,
    QueueItem = 33,
    AttachBoard = 34,
    BoardChanged = 35,
    ChunksDone = 36,
    AttachRings = 37,
    RingsAttached = 38,
    AwaitJob = 39,
    JobOpened = 40,
}
