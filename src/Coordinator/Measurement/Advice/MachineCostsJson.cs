using System.Text.Json.Serialization;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>How the constants stand in their file. Generated, so that nothing is looked up when they are read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MachineCosts))]
internal sealed partial class MachineCostsJson : JsonSerializerContext;
