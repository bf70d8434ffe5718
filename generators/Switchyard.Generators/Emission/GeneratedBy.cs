namespace Switchyard.Generators;

/// <summary>How emitted code names its maker.</summary>
internal static class GeneratedBy
{
    public const string Tool = "Switchyard.Generators";

    public static readonly string Version = typeof(GeneratedBy).Assembly.GetName().Version.ToString(3);

    public static readonly string Attribute = $"[global::System.CodeDom.Compiler.GeneratedCode(\"{Tool}\", \"{Version}\")]";
}
