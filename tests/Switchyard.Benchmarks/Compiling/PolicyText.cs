using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Switchyard.Benchmarks.Compiling;

/// <summary>The policy, and one manifest per provider that it names.</summary>
internal sealed class PolicyText(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public static IReadOnlyList<PolicyText> Files { get; } =
    [
        new("/shop/switchyard.json", """{ "tiers": { "cheap": { "models": ["one/small", "two/small"] } } }"""),
        new("/shop/one.provider.json", """{ "id": "one", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "small", "price": { "input": 1, "output": 2 } }] }"""),
        new("/shop/two.provider.json", """{ "id": "two", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "small", "price": { "input": 1, "output": 2 } }] }"""),
    ];

    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
