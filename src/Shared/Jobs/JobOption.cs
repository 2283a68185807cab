namespace Cluster.Jobs;

/// <summary>One option of a job, as it appears on the command line.</summary>
/// <param name="Name">Without dashes: <c>samples</c>.</param>
/// <param name="Help">One line.</param>
/// <param name="Default">A <see cref="long"/>, a <see cref="double"/> or a <see cref="string"/>; its type is the option's type.</param>
/// <param name="Minimum">For numbers; inclusive.</param>
/// <param name="Maximum">For numbers; inclusive.</param>
/// <param name="Choices">For strings: what is allowed.</param>
/// <param name="OfGeneratedInput">True when it says how input is generated, and so means nothing beside an input file.</param>
/// <param name="Bare">What the option means without a value; null when it must have one.</param>
/// <param name="IsSize">True for the one whole number that says how much work there is: what is asked when somebody asks "from which size on?".</param>
public sealed record JobOption(
    string Name, string Help, object Default, double Minimum = double.MinValue, double Maximum = double.MaxValue, IReadOnlyList<string>? Choices = null,
    bool OfGeneratedInput = false, object? Bare = null, bool IsSize = false)
{
    /// <summary>Null when <paramref name="value"/> is of the right type and within the limits; otherwise what is wrong.</summary>
    public string? Refuse(object value) => value switch
    {
        _ when value.GetType() != Default.GetType() => $"expects {TypeName}",
        double number when !double.IsFinite(number) => "expects a finite number",
        long or double when Convert.ToDouble(value, null) is var number && (number < Minimum || number > Maximum) => Range,
        string text when Choices is not null && !Choices.Contains(text) => $"expects {string.Join(", ", Choices)}",
        _ => null,
    };

    private string TypeName => Default switch { long => "a whole number", double => "a number", _ => "a word" };

    private string Range => Maximum == double.MaxValue ? $"must be at least {Minimum:R}" : $"must lie between {Minimum:R} and {Maximum:R}";
}
