using System.Runtime.InteropServices;

namespace SafeNative;

/// <summary>A function of a native library that believes whatever it is told.</summary>
internal static partial class Native
{
    /// <summary>Counts the bytes of a text in the C library; of null, at an address where nothing is.</summary>
    internal static long LengthOf(string? text)
    {
        if (text is null) return StringLength(1);
        nint copy = Marshal.StringToCoTaskMemUTF8(text);
        try
        {
            return StringLength(copy);
        }
        finally
        {
            Marshal.FreeCoTaskMem(copy);
        }
    }

    [LibraryImport("libc", EntryPoint = "strlen")]
    private static partial nint StringLength(nint text);
}
