namespace Cluster.Transport;

/// <summary>
/// A stream whose reader says that it is going to sleep before it does, so that somebody else may read in its place meanwhile.
/// </summary>
/// <remarks>
/// One thread sleeps, always the same. Whoever reads or parks holds a role that the stream's user guards; <see cref="Sleep"/> and <see
/// cref="Look"/> are called without it.
/// </remarks>
internal interface IParkingStream
{
    /// <summary>Whether the peer is gone; what it had written may still be here.</summary>
    bool HasEnded { get; }

    /// <summary>Takes what is here, without waiting.</summary>
    /// <returns>Bytes; 0 at the end, and -1 where there is nothing yet.</returns>
    int TryRead(Span<byte> buffer);

    /// <summary>Says that the sleeper sleeps from now on. False if there is something to read, or the end.</summary>
    bool TryPark();

    /// <summary>
    /// Sleeps until there is something to read, or the end, or without reason. After <see cref="TryPark"/> by the same thread.
    /// </summary>
    void Sleep();

    /// <summary>
    /// Lets the sleeper sleep although there will be something to read: the caller reads it, and parks again. False if it does not sleep,
    /// or is being woken.
    /// </summary>
    bool TryRelieve();

    /// <summary>Looks for bytes for a moment, if that has paid before.</summary>
    /// <param name="relieves">Whether the caller reads in the sleeper's place; what pays for one need not for the other.</param>
    /// <returns>Whether there are any.</returns>
    bool Look(bool relieves);
}
