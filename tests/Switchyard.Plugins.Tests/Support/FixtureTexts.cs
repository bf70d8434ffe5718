using System.Resources;
using Microsoft.CodeAnalysis;

namespace Switchyard.Plugins.Tests;

/// <summary>The resources of a fixture: one text in each language.</summary>
public static class FixtureTexts
{
    private const string Name = "Fixture.Texts";

    /// <summary>The text as a resource of an assembly.</summary>
    /// <param name="text">The text.</param>
    /// <param name="culture">The language; empty for the neutral one.</param>
    public static ResourceDescription Describe(string text, string culture = "")
    {
        var resources = new MemoryStream();
        using (var writer = new ResourceWriter(resources))
        {
            writer.AddResource("greeting", text);
            writer.Generate();
            return new($"{Name}{(culture.Length > 0 ? "." : "")}{culture}.resources", () => new MemoryStream(resources.ToArray()), isPublic: true);
        }
    }
}
