using System.Text;

namespace Cluster.Interop.Mpi;

/// <summary>This process among the ranks that <c>mpirun</c> started: messages to and from the others.</summary>
/// <remarks>
/// Any thread, one at a time: MPI is told so. Nothing here blocks but the start, the end, and receiving what has arrived. Memory that is sent or received into stays
/// where it is until its transfer is done. Once in a process: MPI cannot be started again.
/// </remarks>
internal sealed unsafe class MpiWorld
{
    /// <summary>Of one transfer: MPI counts in 32 bits.</summary>
    internal const long MostBytes = 1 << 30;

    private const int Serialized = 2;
    private const int AnySource = -1;
    private const int LongestText = 8192;

    private readonly MpiLibrary _mpi;

    private MpiWorld(MpiLibrary mpi)
    {
        _mpi = mpi;
        int rank, size;
        Check("MPI_Comm_rank", mpi.RankOf(mpi.World, &rank));
        Check("MPI_Comm_size", mpi.SizeOf(mpi.World, &size));
        (Rank, Size) = (rank, size);
    }

    /// <summary>0 … <see cref="Size"/> − 1.</summary>
    internal int Rank { get; }

    internal int Size { get; }

    /// <summary>The library in its own words, on one line.</summary>
    internal string Version
    {
        get
        {
            byte* text = stackalloc byte[LongestText];
            int length;
            Check("MPI_Get_library_version", _mpi.VersionText(text, &length));
            return Encoding.UTF8.GetString(text, length).TrimEnd('\0').ReplaceLineEndings(" ");
        }
    }

    /// <summary>Starts MPI; waits for all ranks.</summary>
    /// <exception cref="MpiException">It refused, or cannot be called from several threads.</exception>
    internal static MpiWorld Start(MpiLibrary mpi)
    {
        int provided;
        int error = mpi.InitThread(0, 0, Serialized, &provided);
        if (error != 0) throw new MpiException("MPI_Init_thread", $"error {error}");
        if (provided < Serialized) throw new MpiException("MPI_Init_thread", "the library was built without support for threads");
        // From here on what goes wrong is told to the caller, and not to nobody.
        _ = mpi.SetErrorHandler(mpi.World, mpi.ErrorsReturn);
        return new MpiWorld(mpi);
    }

    /// <summary>Ends MPI; waits for all ranks.</summary>
    internal void Finish() => Check("MPI_Finalize", _mpi.Finish());

    /// <summary>Lets <c>mpirun</c> end all ranks. May not return.</summary>
    internal void Abort(int exitCode) => _ = _mpi.Abort(_mpi.World, exitCode);

    /// <summary>Begins a transfer to a rank.</summary>
    /// <param name="to">The rank.</param>
    /// <param name="tag">Messages of different tags do not overtake those of their own.</param>
    /// <param name="address">Of the bytes.</param>
    /// <param name="length">At most <see cref="MostBytes"/>.</param>
    internal nint BeginSend(int to, int tag, nint address, long length)
    {
        nint request = 0;
        Check("MPI_Isend", _mpi.BeginSend(address, checked((int)length), _mpi.Byte, to, tag, _mpi.World, &request));
        return request;
    }

    /// <summary>Begins a transfer from a rank.</summary>
    /// <inheritdoc cref="BeginSend"/>
    internal nint BeginReceive(int from, int tag, nint address, long length)
    {
        nint request = 0;
        Check("MPI_Irecv", _mpi.BeginReceive(address, checked((int)length), _mpi.Byte, from, tag, _mpi.World, &request));
        return request;
    }

    /// <summary>Whether a transfer is done, and lets MPI go on with all that are under way. Not to be asked again then.</summary>
    internal bool IsDone(ref nint request)
    {
        byte* status = stackalloc byte[MpiLibrary.StatusSize];
        int done;
        nint handle = request;
        int error = _mpi.Test(&handle, &done, status);
        request = handle;
        Check("MPI_Test", error);
        return done != 0;
    }

    /// <summary>Lets a transfer be, whose memory is kept for good.</summary>
    internal void GiveUp(nint request) => _ = _mpi.Cancel(&request);

    /// <summary>The next message of a tag that is there, from whichever rank; null if there is none.</summary>
    internal byte[]? TryReceive(int tag)
    {
        byte* status = stackalloc byte[MpiLibrary.StatusSize];
        int found;
        nint message = 0;
        Check("MPI_Improbe", _mpi.MatchedProbe(AnySource, tag, _mpi.World, &found, &message, status));
        if (found == 0) return null;
        int length;
        Check("MPI_Get_count", _mpi.CountOf(status, _mpi.Byte, &length));
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        fixed (byte* to = bytes) Check("MPI_Mrecv", _mpi.MatchedReceive((nint)to, length, _mpi.Byte, &message, status));
        return bytes;
    }

    private void Check(string call, int error)
    {
        if (error == 0) return;
        byte* text = stackalloc byte[LongestText];
        int length;
        string why = _mpi.ErrorText(error, text, &length) == 0 ? Encoding.UTF8.GetString(text, length) : $"error {error}";
        throw new MpiException(call, why);
    }
}
