namespace MessagePack;

/// <summary>How far the bytes are trusted.</summary>
internal sealed class MessagePackSecurity
{
    /// <summary>Bytes from ourselves.</summary>
    public static readonly MessagePackSecurity TrustedData = new(hashCollisionResistant: false, maximumObjectGraphDepth: 500);

    /// <summary>Bytes from anybody: hash tables cannot be attacked through the keys.</summary>
    public static readonly MessagePackSecurity UntrustedData = new(hashCollisionResistant: true, maximumObjectGraphDepth: 500);

    private MessagePackSecurity(bool hashCollisionResistant, int maximumObjectGraphDepth)
    {
        HashCollisionResistant = hashCollisionResistant;
        MaximumObjectGraphDepth = maximumObjectGraphDepth;
    }

    public bool HashCollisionResistant { get; }

    public int MaximumObjectGraphDepth { get; }

    public MessagePackSecurity WithMaximumObjectGraphDepth(int maximumObjectGraphDepth) =>
        new(HashCollisionResistant, maximumObjectGraphDepth);

    public MessagePackSecurity WithHashCollisionResistant(bool hashCollisionResistant) =>
        new(hashCollisionResistant, MaximumObjectGraphDepth);

    /// <summary>Comparer for a dictionary that is filled from the wire.</summary>
    /// <exception cref="TypeAccessException">The data is untrusted and no safe hash of that type is known.</exception>
    public IEqualityComparer<T> GetEqualityComparer<T>() => HashCollisionResistant
        ? HashResistantComparer<T>.Instance
            ?? throw new TypeAccessException($"No hash-resistant equality comparer available for type: {typeof(T)}")
        : EqualityComparer<T>.Default;

    /// <summary>Goes one level down. The caller goes up again by <c>reader.Depth--</c>.</summary>
    /// <exception cref="InsufficientExecutionStackException">Already <see cref="MaximumObjectGraphDepth"/> levels down.</exception>
    public void DepthStep(ref MessagePackReader reader)
    {
        if (reader.Depth >= MaximumObjectGraphDepth)
        {
            throw new InsufficientExecutionStackException(
                $"This msgpack sequence has an object graph that exceeds the maximum depth allowed of {MaximumObjectGraphDepth}.");
        }

        reader.Depth++;
    }
}
