namespace Cluster.Jobs;

/// <summary>The values of a job's options, and the seed.</summary>
/// <param name="Values">By option name; each a <see cref="long"/>, a <see cref="double"/> or a <see cref="string"/>.</param>
/// <param name="Seed">Keys every random stream of the run.</param>
public sealed record JobParameters(IReadOnlyDictionary<string, object> Values, ulong Seed)
{
    /// <summary>The defaults of <paramref name="options"/> with <paramref name="given"/> laid over them.</summary>
    /// <exception cref="JobParameterException">A name is not an option, or a value is refused by its option.</exception>
    public static JobParameters Complete(IReadOnlyList<JobOption> options, IReadOnlyDictionary<string, object> given, ulong seed)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (JobOption option in options)
        {
            object value = given.TryGetValue(option.Name, out object? set) ? set : option.Default;
            if (option.Refuse(value) is string why) throw new JobParameterException(option.Name, $"{value}: {why}");
            values.Add(option.Name, value);
        }

        foreach (string name in given.Keys)
            if (!values.ContainsKey(name)) throw new JobParameterException(name, "not an option of this job");
        return new JobParameters(values, seed);
    }

    /// <summary>The value of an option whose default is a <see cref="long"/>.</summary>
    public long Integer(string name) => (long)Values[name];

    /// <summary>The value of an option whose default is a <see cref="double"/>.</summary>
    public double Number(string name) => (double)Values[name];

    /// <summary>The value of an option whose default is a <see cref="string"/>.</summary>
    public string Word(string name) => (string)Values[name];
}
