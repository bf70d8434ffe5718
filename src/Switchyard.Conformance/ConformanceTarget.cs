using System.Text;
using System.Text.Json;

namespace Switchyard.Conformance;

/// <summary>A provider to be checked.</summary>
public sealed class ConformanceTarget
{
    /// <summary>Makes the provider for a vendor that listens at an address. Each check makes one, and disposes it.</summary>
    public required Func<Uri, IProvider> CreateProvider { get; init; }

    /// <summary>The wire that the vendor is to speak with the provider, one of <see cref="ConformanceSuite.Wires"/>.</summary>
    public string Wire { get; init; } = "openai";

    /// <summary>A target that makes providers by a plugin's factory.</summary>
    /// <param name="factory">The plugin's entry type.</param>
    /// <param name="manifest">The manifest's text, from which the provider reads its own settings; its <c>wire</c> is that of the vendor, OpenAI's if it names none.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException">The manifest is no JSON object.</exception>
    public static ConformanceTarget Of(IProviderFactory factory, string manifest)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(manifest);
        return new()
        {
            Wire = WireOf(manifest),
            CreateProvider = endpoint => factory.Create(new()
            {
                Id = "conformance",
                Endpoint = endpoint,
                Manifest = Encoding.UTF8.GetBytes(manifest),
            }),
        };
    }

    private static string WireOf(string manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest);
            return document.RootElement.TryGetProperty("wire", out var wire) && wire.ValueKind == JsonValueKind.String ? wire.GetString()! : "openai";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"The manifest must be a JSON object: {exception.Message}", nameof(manifest), exception);
        }
    }
}
