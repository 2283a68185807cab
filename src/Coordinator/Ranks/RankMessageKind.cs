namespace Cluster.Coordinator.Ranks;

/// <summary>What ranks say to each other. All of them are of one build, so the numbers may change.</summary>
internal enum RankMessageKind : byte
{
    /// <summary>Rank 0: which files the run reads. The first that a rank hears.</summary>
    Files,

    /// <summary>To rank 0: who I am, and that I am at the same run.</summary>
    Hello,

    /// <summary>Rank 0 asks for an echo, to learn what a message takes and how the clocks differ.</summary>
    Ping,

    /// <summary>To rank 0: the echo, with the time here.</summary>
    Pong,

    /// <summary>Rank 0: how many workers each rank has.</summary>
    Roll,

    /// <summary>To rank 0: part of a file that I cannot see, please.</summary>
    FileRequest,

    /// <summary>Rank 0: the bytes.</summary>
    FileBytes,

    /// <summary>To rank 0: my arrays are in place.</summary>
    Ready,

    /// <summary>Rank 0: start your workers, in a mode.</summary>
    Start,

    /// <summary>To rank 0: they are up.</summary>
    Started,

    /// <summary>Rank 0, passed on from rank to rank: a stage begins; your part follows from it.</summary>
    Stage,

    /// <summary>Rank 0: more chunks of the stage.</summary>
    Grant,

    /// <summary>To rank 0: partials, and behind it as bulk the rows that belong to them.</summary>
    Part,

    /// <summary>Rank 0: where did the time of the repetition go?</summary>
    Report,

    /// <summary>To rank 0: there.</summary>
    Account,

    /// <summary>Rank 0: end your workers.</summary>
    End,

    /// <summary>To rank 0: they are gone.</summary>
    Ended,

    /// <summary>To rank 0: a line for the user.</summary>
    Line,

    /// <summary>To rank 0: I cannot go on.</summary>
    Fault,

    /// <summary>Rank 0: the run is over, whatever you are at.</summary>
    Bye,

    /// <summary>To rank 0: nothing of mine is left.</summary>
    Leaving,
}
