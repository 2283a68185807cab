using System.Buffers;
using System.Buffers.Binary;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Rings;
using Cluster.Serialization;
using Cluster.Tasks.Functions;
using MessagePack;

namespace Cluster.Fuzzing.Sequences;

/// <summary>What a coordinator says, and whether it may at that point.</summary>
/// <param name="status">Where the worker is to note what it is at.</param>
/// <param name="board">As long as <see cref="Board"/>, with nothing on it.</param>
internal sealed class CoordinatorScript(SegmentHandle status, SegmentHandle board)
{
    private const int Chunks = 3;
    private const int ElementsPerChunk = 4;
    private const int Function = 1;

    private static readonly MessageKind[] Others =
        [MessageKind.Hello, MessageKind.Welcome, MessageKind.Partial, MessageKind.Fault, MessageKind.PhaseReport, MessageKind.CallResult,
            MessageKind.Revoked, (MessageKind)99];

    private static readonly MessageKind[] Bodies =
        [MessageKind.OpenJob, MessageKind.BeginStage, MessageKind.MapBatch, MessageKind.AttachStatus, MessageKind.DefineFunction,
            MessageKind.PutResident, MessageKind.RunCall, MessageKind.AttachBoard, MessageKind.AttachRings];

    private static readonly byte[] Reference = ReferenceOf(PlayedFunctions.Double);

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private bool _isOpen;
    private bool _isAttached;
    private bool _isBegun;
    private bool _isDefined;
    private int _calls;

    /// <summary>Of its job.</summary>
    internal static BoardLayout Board { get; } = new(Chunks, 1, 64);

    internal ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Partials and results that the worker owes for it.</summary>
    internal int Answers { get; private set; }

    /// <summary>Says something that may be said.</summary>
    internal void Say(Choices choices)
    {
        switch (choices.Next(12))
        {
            case 0: Open(); break;
            case 1: Post(new BeginStage(choices.Next(3), choices.Border() >> 1 & 0xffff, choices.Bytes(10))); break;
            case 2 or 3 when _isOpen: Map(choices.Next(Chunks)); break;
            case 4: Frame(MessageKind.ReportPhases, 0, []); break;
            case 5:
                Frame(MessageKind.CloseJob, 0, []);
                _isOpen = false;
                break;
            case 6: Attach(); break;
            case 7 when _isAttached: Define(); break;
            case 8 or 9 when _isDefined: Call(choices); break;
            // Over this connection there can be none, and the worker says so.
            case 10 when !_isBegun: Post(Rings()); break;
            case 11 when _isOpen: Post(new AttachBoard(board, Board.Places, Board.PartialBytes, 0)); break;
            default: Values(choices); break;
        }
    }

    /// <summary>Says something that may not; afterwards nothing may be said.</summary>
    internal void Violate(Choices choices)
    {
        switch (choices.Next(9))
        {
            // Chunks that the plan has not, or of no job.
            case 0: Post(_isOpen ? new MapBatch(Chunks, 1) : new MapBatch(0, 1)); break;
            case 1: Post(new MapBatch((int)choices.Border() | int.MinValue, (int)choices.Border())); break;
            case 2: Frame(MessageKind.ChunkData, 0, [0xc6, 0, 0, 0, 1, 7], FrameFlags.Bulk); break;
            // Data of another chunk, of another length, not in bulk.
            case 3 when _isOpen: MapWrongly(choices); break;
            case 4: Frame(MessageKind.RunCall, (ulong)(_calls + 1), [0x94, 9, 1, 0x80, 0xc0, 5]); break;
            case 5: Post(new AttachStatus(status, (int)(status.Length / StatusSlot.Size) + choices.Next(3))); break;
            case 7 when !_isOpen: Post(new AttachBoard(board, Board.Places, Board.PartialBytes, 0)); break;
            case 8 when _isOpen || _isDefined: Post(Rings()); break;
            case 6: Post(new DefineFunction(7, [0x94, 0x91, 0xc1, .. choices.Bytes(10)])); break;
            default: _bytes.Write(Hostile.Any(choices, Others, Bodies, out _)); break;
        }
    }

    internal void Dismiss() => Frame(MessageKind.Goodbye, 0, []);

    private static byte[] ReferenceOf(Func<int, int> function)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        FunctionReference.Of(function).Write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private AttachRings Rings() =>
        new(status with { Length = RingLayout.ByteLength(RingLayout.MinCapacity) }, RingLayout.MinCapacity, SpinMicroseconds: 30);

    private void Open()
    {
        _isBegun = true;
        var parameters = new JobParameters(new Dictionary<string, object> { ["count"] = 0L, ["mean"] = 0.0, ["split"] = "contiguous" }, 1);
        const long Count = Chunks * ElementsPerChunk;
        Post(new OpenJob(
            "summarize", parameters, Count, ElementsPerChunk, false, ChunkCodec.Raw,
            [new ArrayBinding(ArrayLayout.Vector(ElementType.Float64, Count), InputUse.Sliced, null, 0)]));
        _isOpen = true;
    }

    private void Map(int chunk)
    {
        Post(new MapBatch(chunk, 1));
        Data(chunk, ElementsPerChunk * sizeof(double), FrameFlags.Bulk);
        Answers++;
    }

    private void MapWrongly(Choices choices)
    {
        Post(new MapBatch(0, 1));
        switch (choices.Next(3))
        {
            case 0: Data(1, ElementsPerChunk * sizeof(double), FrameFlags.Bulk); break;
            case 1: Data(0, (ElementsPerChunk * sizeof(double)) + 1, FrameFlags.Bulk); break;
            default: Data(0, ElementsPerChunk * sizeof(double), 0); break;
        }
    }

    private void Data(int chunk, int length, ushort flags)
    {
        byte[] body = new byte[5 + length];
        body[0] = 0xc6;
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), length);
        Frame(MessageKind.ChunkData, (ulong)chunk, body, flags);
    }

    private void Attach()
    {
        if (!_isAttached) Post(new AttachStatus(status, 0));
        _isAttached = true;
    }

    private void Define()
    {
        _isBegun = true;
        Post(new DefineFunction(Function, Reference));
        _isDefined = true;
    }

    // Arguments that are numbers, and others, of which each is a task that fails.
    private void Call(Choices choices)
    {
        byte tasks = (byte)(1 + choices.Next(4));
        Frame(MessageKind.RunCall, (ulong)++_calls,
            [0x94, Function, tasks, 0x80, 0xc0, .. Enumerable.Range(0, tasks).SelectMany(_ => Argument(choices.Next(4)))]);
        Answers += tasks;
    }

    private static byte[] Argument(int kind) => kind switch { 0 => [5], 1 => [0xa1, 0x61], 2 => [0xc0], _ => [0x7f] };

    private void Values(Choices choices)
    {
        _isBegun = true;
        switch (choices.Next(3))
        {
            case 0: Post(new PutResident(choices.Next(5), choices.Bytes(8))); break;
            case 1: Frame(MessageKind.DropResident, (ulong)choices.Border(), []); break;
            default: Frame(MessageKind.ForgetSegment, (ulong)choices.Border(), []); break;
        }
    }

    private void Post<T>(T message)
        where T : IMessage<T>
    {
        var body = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(body, message);
        Frame(T.Kind, 0, body.WrittenSpan);
    }

    private void Frame(MessageKind kind, ulong correlation, ReadOnlySpan<byte> body, ushort flags = 0) =>
        _bytes.Write(Hostile.Frame(kind, correlation, body, flags));
}
