namespace Cluster.Rings;

/// <summary>What the other process has written into the words of a ring cannot be.</summary>
/// <remarks>An <see cref="IOException"/>: to whoever writes the connection is broken, as it is if the peer has closed it.</remarks>
internal sealed class RingException(string message) : IOException(message);
