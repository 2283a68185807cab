using Cluster.Protocol;
using MessagePack;

namespace Cluster.Tasks.Functions;

/// <summary>A module of the user's program, so named that no other build can be taken for it: <c>[name, path, version]</c>.</summary>
/// <param name="Name">Simple name of its assembly.</param>
/// <param name="Path">The assembly's file; empty inside of a single-file program.</param>
/// <param name="Version">The module version id, which the compiler derives from everything it compiled.</param>
internal sealed record ModuleReference(string Name, string Path, Guid Version)
{
    private const int VersionSize = 16;

    internal void Write(ref MessagePackWriter writer)
    {
        Span<byte> version = stackalloc byte[VersionSize];
        Version.TryWriteBytes(version);
        writer.WriteArrayHeader(3);
        writer.Write(Name);
        writer.Write(Path);
        writer.Write(version);
    }

    internal static ModuleReference Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 3);
        string name = reader.ReadString() ?? "";
        string path = reader.ReadString() ?? "";
        byte[] version = [.. reader.ReadBytes() is { Length: VersionSize } bytes
            ? System.Buffers.BuffersExtensions.ToArray(bytes)
            : throw new MessagePackSerializationException($"the version of module {name} is not {VersionSize} bytes long")];
        return new ModuleReference(name, path, new Guid(version));
    }
}
