using System.Diagnostics;

namespace Switchyard.Plugins.Tests;

/// <summary>Two native libraries of which the first needs the second, made by the system's C compiler.</summary>
public static class NativeLibraries
{
    /// <summary>Whether this machine can make them.</summary>
    public static bool CanBuild { get; } = OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "cc")));

    /// <summary>Makes <c>libfixture_a.so</c>, which needs the other one beside it.</summary>
    /// <param name="folder">Where to put them.</param>
    /// <param name="value">What both together answer.</param>
    /// <param name="second">What the second is called; two versions of one name cannot be in a Linux process.</param>
    public static void Build(string folder, int value, string second)
    {
        Directory.CreateDirectory(folder);
        Compile(folder, $"lib{second}.so", $"int {second}_value(void) {{ return {value}; }}");
        Compile(folder, "libfixture_a.so", $"int {second}_value(void); int fixture_value(void) {{ return {second}_value(); }}", "-L.", $"-l{second}", "-Wl,-rpath,$ORIGIN");
    }

    private static void Compile(string folder, string name, string source, params string[] linking)
    {
        var file = Path.Combine(folder, name + ".c");
        File.WriteAllText(file, source);
        var start = new ProcessStartInfo("cc", ["-shared", "-fPIC", "-o", name, file, .. linking]) { WorkingDirectory = folder, RedirectStandardError = true };
        using var compiler = Process.Start(start)!;
        var errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        Assert.True(compiler.ExitCode == 0, errors);
        File.Delete(file);
    }
}
