namespace MessagePack.Resolvers;

/// <summary>Also takes types without any attribute, each public member under its name.</summary>
internal static class ContractlessStandardResolver
{
    public static readonly MessagePackSerializerOptions Options = new(MessagePackSecurity.TrustedData, contractless: true);
}
