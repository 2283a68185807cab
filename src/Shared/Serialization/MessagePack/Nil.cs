namespace MessagePack;

/// <summary>What <see cref="MessagePackReader.ReadNil"/> returns: nothing.</summary>
internal readonly record struct Nil
{
    public static readonly Nil Default;
}
