using System.Text;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Cli.Options;

namespace Cluster.Fuzzing.Targets;

/// <summary>The texts of options: spans of time, whole numbers, numbers, seeds, lists of modes.</summary>
/// <remarks>The first byte of an input chooses the kind.</remarks>
internal sealed class OptionTarget : FuzzTarget
{
    private static readonly Func<string, long>[] Kinds =
    [
        static text => Positive(OptionText.Time("--timeout", text).Ticks, TimeSpan.FromDays(30).Ticks),
        static text => Positive(OptionText.Whole("--workers", text, 1, 256), 256),
        static text => Positive(OptionText.Whole("--chunk-size", text, 1, long.MaxValue), long.MaxValue),
        static text => OptionText.Seed("--seed", text) > 0 ? 1 : 0,
        static text => ModeNames.List("--modes", text).Length,
        static text => OptionText.FileName("--output", text).Length,
        static text => OptionText.Word("--codec", text, "raw", "messagepack", "json"),
    ];

    public override string Name => "options";

    internal override Grammar Grammar => Grammar.Text;

    internal override int Prefix => 1;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. new[]
    {
        "ms", "s", "m", "h", "d", ":", "::", ".", "_", "e", "E", "+", "-", "0", "1e308", "1e-308", "9223372036854775807",
        "9223372036854775808", "18446744073709551615",
        "NaN", "Infinity", "30.00:00:00", "24:60:60", "sequential", ",", "shared", " ", "\0", "\u0661", "0x", "1e19", "00:00:00.0000001",
    }.Select(Encoding.UTF8.GetBytes)];

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        int kind = input[0] % Kinds.Length;
        try
        {
            return Outcome.Named("value", Kinds[kind](Encoding.UTF8.GetString(input.AsSpan(Prefix))));
        }
        catch (UsageException ex)
        {
            return Outcome.Of(ex);
        }
    }

    private static long Positive(long value, long most) =>
        value >= 1 && value <= most ? value : throw new InvalidOperationException($"{value} was taken, though it is not from 1 to {most}");
}
