using System.ComponentModel.DataAnnotations;

namespace Cluster;

/// <summary>Holds options to the ranges that stand beside them.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ArgumentException">Names what is out of its range.</exception>
    internal static void Validate(object options)
    {
        if (Failures(options) is [var first, ..]) throw new ArgumentException(first, nameof(options));
    }

    /// <summary>What is wrong, a line each; empty if nothing is.</summary>
    internal static IReadOnlyList<string> Failures(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(static result => result.ErrorMessage ?? "an option is out of its range")];
    }
}
