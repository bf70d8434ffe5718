using System.Reflection;
using PublicApiGenerator;

namespace Switchyard.Tests;

/// <summary>
/// The public API of each package stands in a text file, so that a change to it shows in a review. <c>SWITCHYARD_UPDATE_API=1</c> rewrites the files.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions s_options = new()
    {
        IncludeAssemblyAttributes = false,

        // The framework's hold the path of their source file, which differs from machine to machine.
        ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncMethodBuilderAttribute", "Xunit.FactAttribute", "Xunit.TheoryAttribute"],
    };

    public static TheoryData<string> Packages =>
    [
        "Switchyard", "Switchyard.Conformance", "Switchyard.Conformance.Xunit", "Switchyard.Contracts", "Switchyard.Plugins", "Switchyard.Sdk", "Switchyard.Sdk.ChatClient", "Switchyard.Simulator", "Switchyard.Storage", "Switchyard.Testing",
    ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void TheApiIsTheOneThatWasReviewed(string package)
    {
        var api = Assembly.Load(package).GeneratePublicApi(s_options).ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(SourceFolder(), "PublicApi", package + ".txt");
        if (Environment.GetEnvironmentVariable("SWITCHYARD_UPDATE_API") == "1")
            File.WriteAllText(file, api);

        Assert.Equal(File.ReadAllText(file), api);
    }

    private static string SourceFolder() =>
        typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "SourceFolder").Value!;
}
