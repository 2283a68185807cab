using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Fuzzing.Sequences;
using Cluster.HandOut;
using Cluster.Memory;

namespace Cluster.Fuzzing.Targets;

/// <summary>A board that a worker scribbles on: the coordinator and the other workers read what they find there, or refuse it.</summary>
/// <remarks>
/// The bytes of an input are decisions. Nobody reads or writes beside the board; a chunk is reduced once at most, in order, though its partial may be anything
/// then. As long as nobody has scribbled, each stage ends with the partials that belong to it, whoever dies.
/// </remarks>
internal sealed class BoardTarget : FuzzTarget
{
    private readonly SharedSegment _segment = SharedSegment.Create("fuzz", PlayedBoard.Layout.Length, Path.GetTempPath());

    public override string Name => "board";

    internal override Grammar Grammar => Grammar.Bytes;

    internal override int MaxLength => 200;

    // Each worker has 64 KiB for the copy of a state: four of them, and one more for every two decisions.
    internal override long AllocationLimit(byte[] input) => (384 << 10) + ((40L << 10) * input.Length);

    internal override Outcome Try(byte[] input)
    {
        var choices = new Choices(input);
        using var board = new PlayedBoard(_segment, (Schedule)choices.Next(4), choices.Next(4) is var batch and > 0 ? batch : null);
        int refusals = 0, stages = 1;
        bool spoiled = false;
        while (!choices.IsOver && board.Failure is null)
        {
            if (board.IsOver && stages++ < 4) board.Begin();
            int place = choices.Next(PlayedBoard.Workers);
            try
            {
                switch (choices.Next(8))
                {
                    case 0 or 1 or 2: board.Work(place, choices.Next(6)); break;
                    case 3: board.Lose(place, claims: choices.Next(2) == 0); break;
                    case 4: board.Park(place); break;
                    case 5 or 6: board.Drain(all: choices.Next(2) == 0); break;
                    default: Scribble(board, choices); spoiled = true; break;
                }
            }
            catch (FaultException ex) when (spoiled && ex.Code == FaultCode.ProtocolViolation)
            {
                // The worker ends itself, and another comes.
                board.Replace(place);
                refusals++;
            }
        }

        if (!spoiled) Finish(board);
        return spoiled ? Outcome.Named(board.Failure is null ? "went on" : "given up", (refusals << 4) + board.Reduction.Added) : Outcome.Value(stages << 4);
    }

    public override void Dispose()
    {
        _segment.Dispose();
        base.Dispose();
    }

    private static void Scribble(PlayedBoard board, Choices choices)
    {
        BoardLayout layout = PlayedBoard.Layout;
        long offset = choices.Next(4) switch
        {
            0 => layout.Chunk(choices.Next(layout.Chunks)),
            1 => layout.PartialLength(choices.Next(layout.Chunks)),
            2 => layout.Block(choices.Next(layout.Places)),
            // The stage, and what workers say of themselves.
            _ => sizeof(long) * (long)choices.Next((int)(layout.State / sizeof(long))),
        };
        uint stage = (uint)(board.Stage + choices.Next(3) - 1);
        long value = choices.Next(5) switch
        {
            0 => new ChunkWord(stage, choices.Next(5), (ChunkState)choices.Next(6)).Bits,
            1 => new BlockWord(stage, choices.Next(20), choices.Next(20)).Bits,
            2 => new BlockWord(stage, 0, BlockWord.MostChunks).Bits,
            3 => choices.Next(4),
            _ => choices.Border(),
        };
        board.Scribble(offset, value);
    }

    private static void Finish(PlayedBoard board)
    {
        for (int place = 0; place < PlayedBoard.Workers; place++)
        {
            board.Replace(place);
            board.Work(place, int.MaxValue);
        }

        board.Drain(all: true);
        if (board.Failure is { } failure) throw new InvalidOperationException($"given up without reason: {failure.Message}");
        if (!board.IsRight) throw new InvalidOperationException($"{board.Reduction.Added} chunks were reduced, {board.Reduction.Right} with their own partials");
    }
}
