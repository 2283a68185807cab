using System.Buffers;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.OwnJobs;
using Cluster.Serialization;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Coordinator → worker: create this job and attach its input. Stays in force until <see cref="MessageKind.CloseJob"/>.</summary>
/// <param name="Job">Name in the catalog, or that a job from a user's assembly gives itself.</param>
/// <param name="Parameters">Complete.</param>
/// <param name="Total">Of the chunk plan.</param>
/// <param name="ChunkSize">Of the chunk plan.</param>
/// <param name="IsStrided">Of the chunk plan.</param>
/// <param name="Codec">How inline data is encoded.</param>
/// <param name="Inputs">Where each input is.</param>
/// <param name="Output">Where the output array is; null for a job that has none.</param>
/// <param name="IsResident">Whether a chunk's inline data is kept for the later stages of a repetition.</param>
/// <param name="Counters">Where the job's counters are; null for a job that has none, and where counts travel with each partial.</param>
/// <param name="Origin">Assembly and type of a job that a user brought; null for one that is built in. The user named them to the coordinator.</param>
internal sealed record OpenJob(
    string Job, JobParameters Parameters, long Total, long ChunkSize, bool IsStrided, ChunkCodec Codec, IReadOnlyList<ArrayBinding> Inputs,
    ArrayBinding? Output = null, bool IsResident = false, SegmentHandle? Counters = null, JobOrigin? Origin = null)
    : IMessage<OpenJob>
{
    public static MessageKind Kind => MessageKind.OpenJob;

    /// <summary>The chunk plan, as the coordinator made it.</summary>
    internal ChunkPlan Plan => IsStrided ? ChunkPlan.Strided(Total, ChunkSize) : ChunkPlan.Contiguous(Total, ChunkSize);

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(12);
        writer.Write(Job);
        writer.Write(Parameters.Seed);
        writer.WriteMapHeader(Parameters.Values.Count);
        foreach ((string name, object value) in Parameters.Values) WriteValue(ref writer, name, value);
        writer.Write(Total);
        writer.Write(ChunkSize);
        writer.Write(IsStrided);
        writer.Write((byte)Codec);
        writer.WriteArrayHeader(Inputs.Count);
        foreach (ArrayBinding input in Inputs) input.Write(ref writer);
        if (Output is null) writer.WriteNil();
        else Output.Write(ref writer);
        writer.Write(IsResident);
        SegmentField.Write(ref writer, Counters);
        WriteOrigin(ref writer, Origin);
    }

    public static OpenJob Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 12);
        string job = reader.ReadString() ?? "";
        ulong seed = reader.ReadUInt64();
        int count = reader.ReadMapHeader();
        var values = new Dictionary<string, object>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++) values[reader.ReadString() ?? ""] = ReadValue(ref reader);
        long total = reader.ReadInt64();
        long size = reader.ReadInt64();
        bool strided = reader.ReadBoolean();
        var codec = (ChunkCodec)reader.ReadByte();
        if (codec is not (ChunkCodec.Raw or ChunkCodec.MessagePack or ChunkCodec.Json)) throw new MessagePackSerializationException($"codec {(byte)codec}");
        var inputs = new ArrayBinding[reader.ReadArrayHeader()];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = ArrayBinding.Read(ref reader);
        ArrayBinding? output = reader.TryReadNil() ? null : ArrayBinding.Read(ref reader);
        bool resident = reader.ReadBoolean();
        SegmentHandle? counters = SegmentField.Read(ref reader);
        return new OpenJob(
            job, new JobParameters(values, seed), total, size, strided, codec, inputs, output, resident, counters, ReadOrigin(ref reader));
    }

    private static void WriteOrigin(ref MessagePackWriter writer, JobOrigin? origin)
    {
        if (origin is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(3);
        writer.Write(origin.Path);
        writer.Write(origin.Type);
        writer.Write(origin.Build.ToByteArray());
    }

    private static JobOrigin? ReadOrigin(ref MessagePackReader reader)
    {
        if (reader.TryReadNil()) return null;
        MessageCodec.Expect(ref reader, 3);
        string path = reader.ReadString() ?? "";
        string type = reader.ReadString() ?? "";
        return new JobOrigin(path, type, new Guid((reader.ReadBytes() ?? default).ToArray()));
    }

    private static void WriteValue(ref MessagePackWriter writer, string name, object value)
    {
        writer.Write(name);
        switch (value)
        {
            case long integer: writer.Write(integer); break;
            case double number: writer.Write(number); break;
            default: writer.Write((string)value); break;
        }
    }

    private static object ReadValue(ref MessagePackReader reader) => reader.NextMessagePackType switch
    {
        MessagePackType.Integer => reader.ReadInt64(),
        MessagePackType.Float => reader.ReadDouble(),
        _ => reader.ReadString() ?? "",
    };
}
