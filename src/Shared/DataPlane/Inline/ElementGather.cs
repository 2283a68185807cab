using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.DataPlane.Inline;

/// <summary>Brings the slices of a strided view next to each other.</summary>
internal static class ElementGather
{
    internal static void Copy(in ArrayView view, NativeBuffer destination)
    {
        // Slices of one element are the rule (every n-th number of a vector), and a copy call each would cost more than the copy.
        switch (view.Layout.SliceBytes)
        {
            case 8: Gather<long>(view, destination); break;
            case 4: Gather<int>(view, destination); break;
            case 2: Gather<short>(view, destination); break;
            case 1: Gather<byte>(view, destination); break;
            default: CopySlices(view, destination); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Gather<T>(in ArrayView view, NativeBuffer destination)
        where T : unmanaged
    {
        T* source = (T*)view.Address;
        T* target = (T*)destination.Address;
        long step = view.Step;
        for (long i = 0; i < view.Count; i++) target[i] = source[i * step];
    }

    private static unsafe void CopySlices(in ArrayView view, NativeBuffer destination)
    {
        long bytes = view.Layout.SliceBytes;
        for (long i = 0; i < view.Count; i++)
            NativeMemory.Copy((byte*)view.Address + (i * view.Step * bytes), (byte*)destination.Address + (i * bytes), (nuint)bytes);
    }
}
