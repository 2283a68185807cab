using System.Security.Cryptography;
using Cluster.Protocol;

namespace Cluster.Fuzzing.Targets;

/// <summary>What played workers are told at their start. Nobody reads it; its secrets matter to the handshake only.</summary>
internal static class Start
{
    /// <param name="worker">The worker's number.</param>
    /// <param name="secret">Starts of different secrets are strangers to each other.</param>
    internal static WorkerStart Of(int worker, byte secret) =>
        new(1, worker, 4096, SHA256.HashData([secret, 0x5a, 0xc3]), "/none");
}
