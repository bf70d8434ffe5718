using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Benchmarks.Compiling;

/// <summary>Sources with a number of tasks, or of comparable types for System.Text.Json: ten to a file, as classes of tasks may have.</summary>
internal static class CompileSources
{
    private const int PerFile = 10;

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is ['S', 'y', 's', 't', 'e', 'm', '.', ..] or "mscorlib.dll" or "netstandard.dll" or "Switchyard.dll" or "Switchyard.Contracts.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Beside everything else: what an unrelated edit edits, in its body or in its name.</summary>
    public static SyntaxTree Unrelated(int edit, string name = "Edit") => Parse("Unrelated.cs", $"internal static class Unrelated {{ public static int {name}() => {edit}; }}");

    /// <summary>One file of ten tasks; an edit changes a word of the first prompt.</summary>
    public static SyntaxTree Tasks(int file, int edit = 0)
    {
        var source = new StringBuilder($$"""
            using System.Threading;
            using System.Threading.Tasks;
            using Switchyard;

            namespace Shop.Part{{file}};

            public enum Intent{{file}} { Refund, Delivery, Repair, Other }

            /// <summary>Tasks.</summary>
            public sealed partial class Desk{{file}}(Router router)
            {

            """);
        for (var task = 0; task < PerFile; task++)
        {
            var returns = task % 2 == 0 ? $"Intent{file}" : "string";
            source.Append($$"""
                    /// <summary>Task {{task}}.</summary>
                    [Tier(Tier.Cheap)]
                    [System("You answer for a small bicycle shop, in the customer's language.")]
                    [Prompt("Order {number} of {{(task == 0 ? edit : task)}}. What does this customer want? {message}")]
                    public partial ValueTask<{{returns}}> Task{{task}}Async(string message, int number, CancellationToken cancellationToken = default);

                """);
        }

        return Parse($"Desk{file}.cs", source.Append("}\n").ToString());
    }

    /// <summary>One file of ten records and the context that serialises them; an edit renames a property of the first.</summary>
    public static SyntaxTree Records(int file, int edit = 0)
    {
        var source = new StringBuilder($"using System.Text.Json.Serialization;\n\nnamespace Shop.Part{file};\n\n");
        for (var type = 0; type < PerFile; type++)
            source.Append($"[JsonSerializable(typeof(Order{file}_{type}))]\n");
        source.Append($"internal sealed partial class Orders{file} : JsonSerializerContext;\n\npublic enum Kind{file} {{ Refund, Delivery, Repair, Other }}\n\n");
        for (var type = 0; type < PerFile; type++)
            source.Append($"public sealed record Order{file}_{type}(string Message{(type == 0 ? edit : type)}, int Number, Kind{file} Kind);\n");
        return Parse($"Orders{file}.cs", source.ToString());
    }

    public static CSharpCompilation Create(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Shop", trees, s_references, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static IEnumerable<SyntaxTree> Files(int types, Func<int, int, SyntaxTree> file) =>
        Enumerable.Range(0, types / PerFile).Select(index => file(index, 0)).Append(Unrelated(0));

    private static SyntaxTree Parse(string path, string source) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), path);
}
