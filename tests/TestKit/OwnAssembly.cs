using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Cluster.TestKit;

/// <summary>Assemblies with jobs that the solution builds beside the tests, and copies of them that differ in what a compiler would have made different.</summary>
internal static class OwnAssembly
{
    /// <summary>What the project of that name was built to, in the configuration of these tests.</summary>
    internal static string Path(string project)
    {
        string own = AppContext.BaseDirectory.TrimEnd('/');
        string configuration = System.IO.Path.GetFileName(own);
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(own, "../..", project, configuration, $"{project}.dll"));
    }

    /// <summary>A copy with another module version id: another build of the same code.</summary>
    internal static void CopyAsOtherBuild(string from, string to) => Copy(from, to, (metadata, image, start) =>
    {
        int heap = start + metadata.GetHeapMetadataOffset(HeapIndex.Guid);
        int index = metadata.GetHeapOffset(metadata.GetModuleDefinition().Mvid);
        image[heap + ((index - 1) * 16)] ^= 0xff;
    });

    /// <summary>A copy that was built against version <paramref name="major"/>.0 of an assembly that it refers to.</summary>
    internal static void CopyForOtherVersion(string from, string to, string reference, ushort major) => Copy(from, to, (metadata, image, start) =>
    {
        AssemblyReferenceHandle handle = metadata.AssemblyReferences.First(one => metadata.GetString(metadata.GetAssemblyReference(one).Name) == reference);
        int row = start + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef) +
            ((MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));
        BitConverter.TryWriteBytes(image.AsSpan(row), major);
        BitConverter.TryWriteBytes(image.AsSpan(row + 2), (ushort)0);
    });

    private static void Copy(string from, string to, Action<MetadataReader, byte[], int> change)
    {
        byte[] image = File.ReadAllBytes(from);
        using var reader = new PEReader(new MemoryStream((byte[])image.Clone()));
        change(reader.GetMetadataReader(), image, reader.PEHeaders.MetadataStartOffset);
        File.WriteAllBytes(to, image);
    }
}
