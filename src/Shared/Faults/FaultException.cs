namespace Cluster.Faults;

/// <summary>A fault on its way to whoever can act on it.</summary>
internal sealed class FaultException(FaultInfo fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    public FaultException(FaultCode code, string message, Exception? inner = null)
        : this(new FaultInfo(code, message), inner)
    {
    }

    public FaultInfo Fault { get; } = fault;

    public FaultCode Code => Fault.Code;
}
