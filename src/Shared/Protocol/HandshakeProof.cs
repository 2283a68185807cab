using System.Security.Cryptography;

namespace Cluster.Protocol;

/// <summary>What shows that somebody knows a token without showing it: HMAC-SHA-256 over who speaks and the random numbers of both sides.</summary>
/// <remarks>
/// Who speaks is part of it, and the order of the numbers, so that what one side sends cannot be sent back as the other's.
/// <code>
///   coordinator: HMAC(token, "C" | nonce of the worker | nonce of the coordinator)
///   worker:      HMAC(token, "W" | nonce of the coordinator | nonce of the worker)
/// </code>
/// </remarks>
/// <param name="token">Known to both.</param>
internal readonly struct HandshakeProof(byte[] token)
{
    internal const int Size = 32;
    internal const int NonceSize = 32;

    internal byte[] OfCoordinator(ReadOnlySpan<byte> workers, ReadOnlySpan<byte> coordinators) => Compute((byte)'C', workers, coordinators);

    internal byte[] OfWorker(ReadOnlySpan<byte> coordinators, ReadOnlySpan<byte> workers) => Compute((byte)'W', coordinators, workers);

    internal bool IsOfCoordinator(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> workers, ReadOnlySpan<byte> coordinators) =>
        CryptographicOperations.FixedTimeEquals(proof, OfCoordinator(workers, coordinators));

    internal bool IsOfWorker(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> coordinators, ReadOnlySpan<byte> workers) =>
        CryptographicOperations.FixedTimeEquals(proof, OfWorker(coordinators, workers));

    private byte[] Compute(byte speaker, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<byte> said = stackalloc byte[1 + (2 * NonceSize)];
        said[0] = speaker;
        first.CopyTo(said[1..]);
        second.CopyTo(said[(1 + NonceSize)..]);
        return HMACSHA256.HashData(token, said);
    }
}
