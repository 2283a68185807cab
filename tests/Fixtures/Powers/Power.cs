namespace Powers;

/// <summary>What a job needs from an assembly of its author's.</summary>
public static class Power
{
    public static double Of(double x, long exponent)
    {
        double power = 1;
        for (long i = 0; i < exponent; i++) power *= x;
        return power;
    }
}
