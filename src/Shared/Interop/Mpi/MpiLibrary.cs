using System.Runtime.InteropServices;

namespace Cluster.Interop.Mpi;

/// <summary>Open MPI's shared library: the functions that are needed, and the handles, which are symbols of it.</summary>
/// <remarks>
/// Loaded when it is asked for, so that a machine without it runs everything else. Nothing is known of the layout of a status but that it has room in
/// <see cref="StatusSize"/> bytes: who sent a message and how long it is, MPI is asked, or the message says. Source: MPI 3.1; the names of the handles are those
/// of <c>mpi.h</c> of Open MPI 2 to 5, whose binary interface is the one of <c>libmpi.so.40</c>.
/// </remarks>
internal sealed unsafe class MpiLibrary
{
    /// <summary>Names the library to load in place of the system's.</summary>
    internal const string Variable = "CLUSTER_MpiLibrary";

    /// <summary>More than any implementation has: Open MPI 24 bytes, MPICH 20.</summary>
    internal const int StatusSize = 64;

    private static readonly string[] Names = ["libmpi.so.40", "libmpi.so"];

    private readonly nint _library;

    private MpiLibrary(nint library)
    {
        _library = library;
        InitThread = (delegate* unmanaged<nint, nint, int, int*, int>)Symbol("MPI_Init_thread");
        Finish = (delegate* unmanaged<int>)Symbol("MPI_Finalize");
        Abort = (delegate* unmanaged<nint, int, int>)Symbol("MPI_Abort");
        RankOf = (delegate* unmanaged<nint, int*, int>)Symbol("MPI_Comm_rank");
        SizeOf = (delegate* unmanaged<nint, int*, int>)Symbol("MPI_Comm_size");
        SetErrorHandler = (delegate* unmanaged<nint, nint, int>)Symbol("MPI_Comm_set_errhandler");
        BeginSend = (delegate* unmanaged<nint, int, nint, int, int, nint, nint*, int>)Symbol("MPI_Isend");
        BeginReceive = (delegate* unmanaged<nint, int, nint, int, int, nint, nint*, int>)Symbol("MPI_Irecv");
        Test = (delegate* unmanaged<nint*, int*, byte*, int>)Symbol("MPI_Test");
        Cancel = (delegate* unmanaged<nint*, int>)Symbol("MPI_Cancel");
        MatchedProbe = (delegate* unmanaged<int, int, nint, int*, nint*, byte*, int>)Symbol("MPI_Improbe");
        MatchedReceive = (delegate* unmanaged<nint, int, nint, nint*, byte*, int>)Symbol("MPI_Mrecv");
        CountOf = (delegate* unmanaged<byte*, nint, int*, int>)Symbol("MPI_Get_count");
        ErrorText = (delegate* unmanaged<int, byte*, int*, int>)Symbol("MPI_Error_string");
        VersionText = (delegate* unmanaged<byte*, int*, int>)Symbol("MPI_Get_library_version");
        World = Symbol("ompi_mpi_comm_world");
        Byte = Symbol("ompi_mpi_byte");
        ErrorsReturn = Symbol("ompi_mpi_errors_return");
    }

    internal delegate* unmanaged<nint, nint, int, int*, int> InitThread { get; }

    internal delegate* unmanaged<int> Finish { get; }

    internal delegate* unmanaged<nint, int, int> Abort { get; }

    internal delegate* unmanaged<nint, int*, int> RankOf { get; }

    internal delegate* unmanaged<nint, int*, int> SizeOf { get; }

    internal delegate* unmanaged<nint, nint, int> SetErrorHandler { get; }

    internal delegate* unmanaged<nint, int, nint, int, int, nint, nint*, int> BeginSend { get; }

    internal delegate* unmanaged<nint, int, nint, int, int, nint, nint*, int> BeginReceive { get; }

    internal delegate* unmanaged<nint*, int*, byte*, int> Test { get; }

    internal delegate* unmanaged<nint*, int> Cancel { get; }

    internal delegate* unmanaged<int, int, nint, int*, nint*, byte*, int> MatchedProbe { get; }

    internal delegate* unmanaged<nint, int, nint, nint*, byte*, int> MatchedReceive { get; }

    internal delegate* unmanaged<byte*, nint, int*, int> CountOf { get; }

    internal delegate* unmanaged<int, byte*, int*, int> ErrorText { get; }

    internal delegate* unmanaged<byte*, int*, int> VersionText { get; }

    /// <summary>The communicator of all ranks.</summary>
    internal nint World { get; }

    /// <summary>The data type.</summary>
    internal nint Byte { get; }

    /// <summary>The error handler with which a call returns its error; otherwise it ends the process.</summary>
    internal nint ErrorsReturn { get; }

    /// <exception cref="MpiException">There is none, or it is not Open MPI.</exception>
    internal static MpiLibrary Load()
    {
        string[] names = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } own ? [own] : Names;
        foreach (string name in names)
            if (NativeLibrary.TryLoad(name, out nint library)) return new MpiLibrary(library);
        throw new MpiException(names[0], "cannot be loaded");
    }

    private nint Symbol(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new MpiException(name, "the library that was loaded does not have it, so it is not Open MPI");
}
