using System.CommandLine;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>An option with one value, read and checked while the command line is parsed.</summary>
/// <remarks>
/// Its complaints are whole lines, <c>--workers: 0 must lie …</c>; those of System.CommandLine never begin with an option's name.
/// </remarks>
internal static class CheckedOption
{
    /// <param name="name">With dashes.</param>
    /// <param name="valueName">What the value is called in the help.</param>
    /// <param name="help">One line, with the default.</param>
    /// <param name="read">Gets the option's name and the text; throws <see cref="UsageException"/>.</param>
    /// <param name="bare">The text that the option alone stands for; null when it must have a value.</param>
    internal static Option<T> Create<T>(
        string name, string valueName, string help, Func<string, string, T> read, string? bare = null) => new(name)
    {
        HelpName = bare is null ? valueName : $"[{valueName}]",
        Description = help,
        Arity = bare is null ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            try
            {
                return read(name, result.Tokens.Count > 0 ? result.Tokens[0].Value : bare!);
            }
            catch (UsageException ex)
            {
                result.AddError(ex.Message);
                return default;
            }
        },
    };
}
