using Cluster.Tasks.Values;
using MessagePack;

namespace Cluster.Calls;

/// <summary>Reads what a task returned.</summary>
internal static class ResultReader
{
    /// <summary>Reads one value; whatever it is, the reader is behind it afterwards.</summary>
    /// <param name="reader">At the value.</param>
    /// <param name="scope">Of the call.</param>
    /// <param name="value">The value.</param>
    /// <param name="failure">Why there is none: its type's own code threw, or the bytes do not fit the type.</param>
    internal static bool TryRead<TResult>(ref MessagePackReader reader, ValueScope? scope, out TResult? value, out Exception? failure)
    {
        (value, failure) = (default, null);
        MessagePackReader start = reader;
        try
        {
            if (typeof(TResult) == typeof(Unit)) reader.Skip();
            else value = ValueCodec.Read<TResult>(ref reader, scope!);
            return true;
        }
        catch (Exception ex)
        {
            reader = start;
            reader.Skip();
            failure = ex;
            return false;
        }
    }
}
