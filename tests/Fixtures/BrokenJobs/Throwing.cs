namespace BrokenJobs;

public sealed class Throwing : BrokenDefinition
{
    public Throwing() => throw new InvalidOperationException("no licence");
}
