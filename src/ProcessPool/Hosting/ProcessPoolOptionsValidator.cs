using Microsoft.Extensions.Options;

namespace Cluster.Hosting;

/// <summary>Holds the options of every pool to their ranges, and names all that are out of them.</summary>
internal sealed class ProcessPoolOptionsValidator : IValidateOptions<ProcessPoolOptions>
{
    public ValidateOptionsResult Validate(string? name, ProcessPoolOptions options)
    {
        string of = string.IsNullOrEmpty(name) ? "process pool" : $"process pool '{name}'";
        IReadOnlyList<string> failures = OptionsCheck.Failures(options);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(failure => $"{of}: {failure}"));
    }
}
